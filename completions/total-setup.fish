# fish completion of total-setup: fish 3.0 and later.
function __total_setup_complete
    set -l given (commandline -opc)
    set -l current (commandline -ct)
    set -l directive 4
    for answer in (total-setup complete -- $given[2..-1] "$current" 2>/dev/null)
        if string match -q -r '^:\d+$' -- $answer
            set directive (string sub -s 2 -- $answer)
        else
            printf '%s\n' $answer
        end
    end
    # 4: no path can stand there.
    if test (math "floor($directive / 4) % 2") -eq 0
        set -l flag (string match -r -- '^-[^=]*=' "$current")
        for path in (__fish_complete_path (string replace -r -- '^-[^=]*=' '' "$current"))
            printf '%s\n' "$flag$path"
        end
    end
end
complete -c total-setup -e
complete -c total-setup -f -a '(__total_setup_complete)'
