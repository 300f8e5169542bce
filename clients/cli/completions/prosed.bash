# bash completion for prosed
_prosed() {
    local word=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]} words=
    if [ "$COMP_CWORD" -eq 1 ]; then
        words="lsp mcp learn rewrite complete preferences samples forget status doctor configure settings demo eval --help --version"
    else
        case $command in
        mcp) words="--project --help" ;;
        learn) words="--dry-run --from --personal --project --help" ;;
        rewrite) words="--diff --instruction --language --project --help" ;;
        complete) words="--language --project --help" ;;
        preferences) words="list show add edit pin unpin mute unmute promote forget export import --genre --json --personal --project --help" ;;
        forget) words="--all --yes --help" ;;
        samples) words="list show forget --json --personal --project --help" ;;
        status) words="--json --project --help" ;;
        doctor) words="--project --ports --json --help" ;;
        configure) words="--engine --url --model --key-env --key-command --role --help" ;;
        settings) words="--schema --help" ;;
        demo) words="--keep --help" ;;
        eval) words="--methods --tasks --documents --users --seeds --demonstrations --thresholds --steps --retrieval --simulate --unjudged --markdown --csv --json --svg --journal --fresh --history --decisions --help" ;;
        esac
    fi
    COMPREPLY=($(compgen -W "$words" -- "$word"))
    case $command in learn | rewrite | complete | eval) COMPREPLY+=($(compgen -f -- "$word")) ;; esac
}
complete -o filenames -F _prosed prosed
