# A rewrite by a language model that takes its time, the same in Vim and in Neovim; to be sourced behind story.sh.
stream() {
    mkdir -p "$work/config/prosed"
    cat >"$work/script.json" <<'E3'
{"rules": [{"pause_ms": 150, "say": "\"\"\"\nThe lamp is turned by a weight that nobody sees from the gallery. If the keeper does not wind it up by noon, the lamp will not turn in the evening. That is not a fault of the [clockwork](docs/clock.md), which has run for 90 years.\n\"\"\""}]}
E3
    mkfifo "$work/stdin"
    node "$top/tests/servers/model.mjs" --script "$work/script.json" --log "$work/model.log" <"$work/stdin" >"$work/port" &
    exec 7>"$work/stdin" # the model server ends with it
    for _ in $(seq 50); do
        [ -s "$work/port" ] && break
        sleep 0.1
    done
    echo "{\"model\": {\"engine\": \"openai\", \"url\": \"http://127.0.0.1:$(cat "$work/port")\", \"name\": \"scripted\"}, \"learn.enabled\": false}" \
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
    command_line 'qa!'
    wait_end
    exec 7>&-
    [ -s "$work/editor.err" ] && fail "the editor complains: $(cat "$work/editor.err")"
    story_wire
}
