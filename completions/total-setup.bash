# bash completion of total-setup: bash 3.2 (macOS) and later, without the package bash-completion.
# No word is evaluated: $(...) in it does not run.
_total_setup() {
  # bash splits words at COMP_WORDBREAKS: what has no space before it belongs to the word before.
  local line=${COMP_LINE:0:$COMP_POINT} at word answer directive=4 words=()
  for ((at = 0; at <= COMP_CWORD; at++)); do
    word=${COMP_WORDS[at]}
    if [[ $at -eq 0 || -z $line || $line == [[:space:]]* ]]; then
      line=${line#"${line%%[![:space:]]*}"}
      words+=('')
    fi
    ((at == COMP_CWORD)) && word=$line
    words[${#words[@]}-1]+=$word
    line=${line#"$word"}
  done
  for at in "${!words[@]}"; do words[at]=${words[at]//[\'\"\\]/}; done
  # readline replaces what is behind the last of these characters.
  local current=${words[${#words[@]}-1]}
  local kept=${current%"${current##*[$COMP_WORDBREAKS]}"}
  COMPREPLY=()
  while IFS= read -r answer; do
    if [[ $answer == :* ]]; then
      directive=${answer#:}
    else
      answer=${answer%%$'\t'*}
      COMPREPLY+=("${answer#"$kept"}")
    fi
  done < <(total-setup complete -- "${words[@]:1}" 2>/dev/null)
  # 2: no space follows. 4: no path can stand there. bash 3.2 has no compopt.
  ((directive & 2)) && compopt -o nospace 2>/dev/null
  ((directive & 4)) && compopt +o default 2>/dev/null
  return 0
}
complete -o default -F _total_setup total-setup
