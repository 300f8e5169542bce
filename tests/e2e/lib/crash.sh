# The server killed during each step, the same in Vim and in Neovim; to be sourced behind story.sh. Each time the editor has
# to say so, start it again and go on taking keys. The fourth end within three minutes is the last, until :ProsedRestart.
said() {
    wait_for "is started again" "the editor says that the server ended"
    wait_server "$killed"
}

crash_typing() {
    keys -l 'Go'
    type_text "I've counted the steps, the windows, and the doors again, and "
    kill_server
    type_text "they don't agree with the plan. It isn't the plan that's wrong, though; we've walled up a window. "
    type_text "You'll find the old numbers, the plans, and the keys in the cellar."
    said
    keys Enter Escape
    command_line "write! $work/typed.md"
    wait_file "$work/typed.md" "I've counted" "the text is written"
    grep -q "^I've counted the steps, the windows, and the doors again, and they don't agree with the plan. It isn't the plan that's wrong, though; we've walled up a window. You'll find the old numbers, the plans, and the keys in the cellar.$" \
        "$work/typed.md" || fail "every key that was pressed is in the file"
    echo "ok: killed while typing"
}

# What was saved is learned, whatever happens before that.
crash_learning() {
    story_write
    for _ in $(seq 100); do
        "$prosed" samples --json --project "$work/project" 2>/dev/null | grep -q "it's never failed" && break
        sleep 0.1 # until the server keeps it in its store
    done
    kill_server
    said
    command_line ProsedLearnNow
    story_learned
    "$prosed" samples --json --project "$work/project" >"$work/sample"
    grep -q "they don't agree with the plan. It isn't the plan that's wrong, though; we've" "$work/sample" ||
        fail "what was typed before and while the server was away counts as typed: $(cat "$work/sample")"
    echo "ok: killed between saving and learning"
}

crash_preview() {
    keys -l 'gg2j'
    keys -l '\rr'
    wait_for "accept: y" "the preview of the rewrite"
    kill_server
    wait_gone "accept: y" "the preview goes with its server"
    said
    keys -l '\rr'
    wait_for "accept: y" "the preview, again"
    keys y
    wait_for "The lamp doesn't turn by itself" "the rewrite is in the document"
    keys -l u
    wait_for "The lamp does not turn by itself" "and can be undone"
    echo "ok: killed behind a preview"
}

crash_given_up() {
    kill_server
    wait_for ":ProsedRestart" "the editor says that it does not start it again"
    keys -l 'Go'
    type_text "Nobody answers, and the pen goes on."
    keys Escape
    wait_for "Nobody answers, and the pen goes on." "typing works without a server"
    sleep 1
    [ -z "$(server_pid)" ] || fail "typing starts no server again"
    command_line ProsedRestart
    wait_server "$killed"
    echo "ok: killed too often, started by hand"
}

crash_page() {
    command_line ProsedPreferences
    wait_for "Use contractions" "the preferences page"
    keys -l '/^- Use contractions'
    keys Enter
    keys -l 'oX'
    keys BSpace
    keys -l -- '- Call the reader a keeper.'
    keys Escape
    kill_server
    command_line w
    wait_server "$killed"
    for _ in $(seq 50); do
        shows "preferences written" && break
        command_line w
        sleep 0.2
    done
    "$prosed" preferences --project "$work/project" | grep 'Call the reader a keeper' || fail "the page is written after all"
    command_line q
    echo "ok: killed behind the page of preferences"
}

crash_ghost() {
    keys -l 'Go'
    type_text "It comes as soon as possible, and not before. He goes as soon as possible, and not before."
    keys Enter
    keys Enter
    type_text "The glass for the lamp comes with the next boat, and we will fit it as soon as"
    keys C-g
    keys -l p
    wait_for "fit it as soon as possible" "ghost text shows a completion"
    kill_server
    wait_gone "fit it as soon as possible" "ghost text goes with its server"
    said
    keys C-g
    keys -l p
    wait_for "fit it as soon as possible" "ghost text, again"
    keys C-g
    keys -l a
    keys Escape
    command_line w
    wait_file "$work/project/lighthouse.md" "fit it as soon as possible" "the completion is taken"
    echo "ok: killed behind ghost text"
}

# A document of a filetype that is none of prose, which somebody started the server for: it is left alone, and the server
# that was started again says so.
crash_started() {
    command_line 'edit wick.rs'
    command_line ProsedStart
    keys -l 'i'
    type_text "The wick doesn't burn, and we can't trim it before noon."
    keys Escape
    kill_server
    said
    command_line 'ProsedRewrite with full forms, no contractions'
    wait_for "no kind that prosed knows as prose" "it is left alone, after the server was started again"
    shows "accept: y" && fail "code is no prose"
    echo "ok: killed behind a document of another filetype"
}

crashes() {
    story_files
    start_editor 100 50 "$editor"
    wait_for "Lighthouse notes" "the editor opens the document"
    wait_server
    crash_typing
    crash_learning
    crash_preview
    crash_given_up
    crash_page
    crash_ghost
    crash_started
    story_end
}
