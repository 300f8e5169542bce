# A rewrite by a language model that takes its time, the same in Vim and in Neovim; to be sourced behind story.sh.
stream() {
    mkdir -p "$work/config/prosed"
    cat >"$work/script.json" <<'E3'
{"rules": [{"op": "complete", "say": "\"\"\"\nwe can get the boat out, e.g. at noon. Then we will see about the rest.\n\"\"\""}, {"pause_ms": 150, "say": "\"\"\"\nThe lamp is turned by a weight that nobody sees from the gallery. If the keeper does not wind it up by noon, the lamp will not turn in the evening. That is not a fault of the [clockwork](docs/clock.md), which has run for 90 years.\n\"\"\""}]}
E3
    mkfifo "$work/stdin"
    node "$top/tests/servers/model.mjs" --script "$work/script.json" --log "$work/model.log" <"$work/stdin" >"$work/port" &
    exec 7>"$work/stdin" # the model server ends with it
    for _ in $(seq 50); do
        [ -s "$work/port" ] && break
        sleep 0.1
    done
    echo "{\"model\": {\"engine\": \"openai\", \"url\": \"http://127.0.0.1:$(cat "$work/port")\", \"name\": \"scripted\"}, \"learn.quiet_s\": 3600}" \
        >"$work/config/prosed/config.json"
    unset http_proxy HTTP_PROXY all_proxy ALL_PROXY
    story_files
    sed -i 's/ That is not/\nThat is not/' "$work/project/lighthouse.md" # a paragraph of two lines
    start_editor 100 30 "$editor"
    wait_for "Lighthouse notes" "the editor opens the document"
    keys -l 'gg2j'
    command_line 'ProsedRewrite shorter'
    wait_for "give up: n" "the words are shown while they come"
    shot 9-stream
    shows "accept: y" && fail "it is not there yet"
    keys n
    wait_gone "give up: n" "n gives it up"
    sleep 0.5
    shows "accept: y" && fail "what was given up is not shown"
    command_line 'ProsedRewrite shorter'
    wait_for "give up: n" "the words are shown while they come"
    wait_for "accept: y" "and in the end what changes"
    shows '^@' && fail "a line end is one in the preview, too"
    keys y
    wait_for "turned by a weight that nobody" "the rewrite is in the document"
    echo "ok: words shown while they come, given up, waited for"
    keys -l 'Go'
    type_text "We will wait until"
    keys C-g
    keys -l p
    wait_for "we can get the boat out" "ghost text"
    keys C-g
    keys -l w
    keys C-g
    keys -l s
    keys Escape
    command_line w
    wait_file "$work/project/lighthouse.md" "at noon." "what is taken is saved"
    grep -x "We will wait until we can get the boat out, e.g. at noon." "$work/project/lighthouse.md" ||
        fail "a word is taken, and then the rest of its sentence: $(tail -n 1 "$work/project/lighthouse.md")"
    keys -l 'A'
    type_text " It is not far, so"
    keys C-g
    keys -l p
    wait_for "so we can get the boat out" "ghost text"
    keys Escape
    wait_gone "so we can get the boat out" "ghost text goes with insert mode"
    for _ in $(seq 100); do
        counts=$("$prosed" status --json --project "$work/project" | tr -d ' \t\n')
        case $counts in *'"taken":2,"partly":0,"edited":0,"rejected":1,'*) break ;; esac
        sleep 0.1
    done
    counts=$(echo "$counts" | grep -o '"offered":[^}]*')
    [ "${counts%,*}" = '"offered":3,"taken":2,"partly":0,"edited":0,"rejected":1' ] || fail "what became of suggestions is in the store: $counts"
    echo "ok: ghost text taken by word and sentence, and turned down; in the store: $counts"
    command_line 'qa!'
    wait_end
    exec 7>&-
    [ -s "$work/editor.err" ] && fail "the editor complains: $(cat "$work/editor.err")"
    story_wire
}
