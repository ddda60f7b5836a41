#compdef total-setup
# zsh completion of total-setup: to be sourced, or as _total-setup in a folder of fpath.
_total-setup() {
  local -a given answers values space
  local answer value about
  integer directive=4 found=1
  given=("${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}")
  answers=("${(@f)$(total-setup complete -- "${given[@]}" 2>/dev/null)}")
  for answer in "${answers[@]}"; do
    if [[ $answer == :* ]]; then
      directive=${answer#:}
    elif [[ -n $answer ]]; then
      value=${answer%%$'\t'*}
      about=${answer#*$'\t'}
      values+=("${value//:/\\:}${about:+:$about}")
    fi
  done
  # 2: no space follows. 4: no path can stand there.
  ((directive & 2)) && space=(-S '')
  (($#values)) && _describe -t values total-setup values "${space[@]}" && found=0
  if ((!(directive & 4))); then
    [[ $PREFIX == -*=* ]] && compset -P '*='
    _files && found=0
  fi
  return found
}
if [[ ${funcstack[1]} == _total-setup ]]; then
  _total-setup "$@"
else
  (($+functions[compdef])) || { autoload -Uz compinit && compinit }
  compdef _total-setup total-setup
fi
