# The main job, by keys, the same in Vim and in Neovim; to be sourced. $editor is the command that opens lighthouse.md with the
# plugin and a statusline that shows it. What both sides say is recorded and held against the protocol.
shots=${PROSED_ARTIFACTS:-$work/screens}
mkdir -p "$shots" "$work/home" "$work/project/.git"
export PROSED_TYPING=size HOME=$work/home XDG_DATA_HOME=$work/data XDG_CONFIG_HOME=$work/config XDG_STATE_HOME=$work/state LC_ALL=C.UTF-8
. "$top/tests/e2e/lib/terminal.sh"

shot() { screen >"$shots/$1.txt"; }
shows() { screen | grep -qF -- "$1"; }
wait_gone() {
    local end=$((SECONDS + PATIENCE_S))
    while [ $SECONDS -lt $end ]; do
        shows "$1" || return 0
        sleep 0.1
    done
    fail "$2: \"$1\" is still there after $PATIENCE_S s"
}
cursor() { tmux display-message -p '#{cursor_x},#{cursor_y}'; }
wait_moved() {
    for _ in $(seq 100); do
        [ "$1" = "$(cursor)" ] || break
        sleep 0.02
    done
}
# Until the editor says what a rewrite would change.
wait_answer() {
    local end=$((SECONDS + PATIENCE_S))
    while [ $SECONDS -lt $end ]; do
        shows "nothing to change" || shows "accept: y" && return
        sleep 0.1
    done
    fail "a rewrite is answered: waited $PATIENCE_S s"
}
# As a person types: what comes in one go counts as pasted, and an editor that is slow would take it in one go.
type_text() {
    local text=$1 place
    while [ -n "$text" ]; do
        place=$(cursor)
        keys -l -- "${text:0:40}"
        text=${text:40}
        wait_moved "$place"
    done
}
command_line() {
    keys Escape
    keys -l -- ":$1"
    keys Enter
}
# start_editor COLUMNS LINES COMMAND: in the project.
start_editor() {
    tmux new-session -d -x "$1" -y "$2" -c "$work/project" "$3 2>'$work/editor.err'"
}
editor_pid() { tmux list-panes -F '#{pane_pid}'; }
descendants() {
    local child
    for child in $(pgrep -P "$1"); do
        echo "$child"
        descendants "$child"
    done
}
# The process of the server that the editor runs, "" if there is none.
server_pid() {
    local pid
    for pid in $(descendants "$(editor_pid)"); do
        [ "$(readlink "/proc/$pid/exe")" = "$prosed" ] && grep -qz '^lsp$' "/proc/$pid/cmdline" && echo "$pid" && return
    done
}
wait_server() {
    for _ in $(seq 100); do
        [ -n "$(server_pid)" ] && [ "$(server_pid)" != "${1:-}" ] && return
        sleep 0.1
    done
    fail "a server runs"
}
kill_server() {
    local pid
    pid=$(server_pid)
    [ -n "$pid" ] || fail "there is a server to kill"
    kill -9 "$pid"
    killed=$pid
}
# Whether a server of this test still runs, of whatever editor.
server_is_left() {
    local pid
    for pid in $(pgrep -f "^$prosed lsp"); do
        grep -qz "^XDG_DATA_HOME=$XDG_DATA_HOME$" "/proc/$pid/environ" 2>/dev/null && return
    done
    return 1
}
wait_end() {
    for _ in $(seq 100); do
        tmux has-session 2>/dev/null || break
        sleep 0.1
    done
    tmux has-session 2>/dev/null && fail "the editor ends"
    for _ in $(seq 50); do
        server_is_left || return 0
        sleep 0.1
    done
    fail "the server ends with the editor"
}

# --- the story ---

cat >"$work/prosed" <<E3
#!/bin/sh
exec node '$top/tests/e2e/wire.mjs' --record '$work/wire' '$prosed' "\$@"
E3
chmod +x "$work/prosed"
story_settings="let g:prosed_command = ['$work/prosed', 'lsp']
let g:prosed_settings = {'learn.quiet_s': 1, 'completion.trigger': empty(\$TRIGGER) ? 'manual' : \$TRIGGER}
set noswapfile textwidth=0 shortmess+=I laststatus=2
set runtimepath^=$top/clients/vim"

story_files() {
    cat >"$work/project/lighthouse.md" <<'E3'
# Lighthouse notes

The lamp does not turn by itself. It is driven by a weight, and we can not see the weight from the gallery. If the keeper does not wind it up by noon, the lamp will not turn in the evening. That is not a fault of the [clockwork](docs/clock.md), which has run for 90 years.

E3
    cp "$work/project/lighthouse.md" "$work/original.md"
}

story_write() {
    keys -l 'Go'
    type_text "I've counted the steps, the windows, and the doors again, and they don't agree with the plan. "
    type_text "It isn't the plan that's wrong, though. We've walled up a window, a door, and half of a stair since then. "
    type_text "You'll find the old numbers in the cellar, and they won't help you much if you can't read the hand."
    keys Enter Enter
    type_text "The oil doesn't freeze, so we haven't heated the store. If it's very cold, we'll bring the cans, the wicks, and the spare glass upstairs. "
    type_text "That's what the last keeper did, and it's never failed."
    keys Escape
    command_line w
}

story_learned() {
    for _ in $(seq 100); do
        command_line ProsedStatus
        sleep 0.2
        screen | grep -Eq 'prosed: idle, learned [1-9]' && break
    done
    screen | grep -Eq 'prosed: idle, learned [1-9]' || fail "learning finishes"
    shot 1-learned
    echo "ok: written, saved and learned: $(screen | grep -o 'idle, learned [0-9]*')"
}

story_rewrite() {
    keys -l 'gg2j'
    keys -l '\rr'
    wait_for "accept: y" "the preview of the rewrite"
    shot 2-preview
    screen | grep -q "not→doesn't" || fail "the preview shows what goes and what comes"
    keys n
    wait_gone "accept: y" "n closes the preview"
    command_line "write! $work/rejected.md"
    wait_file "$work/rejected.md" "never failed" "the text is written"
    head -4 "$work/rejected.md" | cmp -s - <(head -4 "$work/original.md") || fail "what is rejected changes nothing"
    keys -l '\rr'
    wait_for "accept: y" "the preview, again"
    keys y
    wait_for "The lamp doesn't turn by itself" "the rewrite is in the document"
    command_line "write! $work/accepted.md"
    keys -l u
    command_line "write! $work/undone.md"
    wait_file "$work/undone.md" "never failed" "the undone text is written"
    grep -q "The lamp doesn't turn by itself" "$work/accepted.md" || fail "accepted text is in the file"
    grep -q "\[clockwork\](docs/clock.md), which has run for 90 years" "$work/accepted.md" || fail "the link survived"
    head -4 "$work/undone.md" | cmp -s - <(head -4 "$work/original.md") || fail "one undo takes the rewrite back"
    echo "ok: rewrite previewed, rejected, accepted, undone with one key"
}

story_instruction() {
    keys -l 'gg2j'
    command_line 'ProsedRewrite with full forms, no contractions'
    wait_answer
    shows "not→doesn't" && fail "an instruction for this once outranks what was learned"
    keys n
    echo "ok: a rewrite with an instruction"
}

# Asks for hints and waits for what the editor says of them: from the first line, where nobody else has anything to say.
look_for_hints() {
    keys -l 'gg'
    keys -l '\rs'
    wait_for "$1" "$2"
}

# The hint on the first paragraph: seen, taken, undone, turned down for good.
story_hints() {
    look_for_hints "1 hint" "a hint is found"
    shot 6-hint
    keys -l ']h'
    keys -l '\rh'
    wait_for "not a preference: m" "the hint, with what can be done"
    shot 7-fix
    screen | grep -q "not→doesn't" || fail "the hint shows what would change"
    keys y
    wait_for "The lamp doesn't turn by itself" "the quick fix is in the document"
    keys -l u
    wait_for "The lamp does not turn by itself" "one undo takes it back"
    look_for_hints "1 hint" "the hint, again"
    keys -l ']h'
    keys -l '\rh'
    wait_for "not here: d" "the hint, with what can be done"
    keys d
    wait_gone "not here: d" "d closes the hint"
    look_for_hints "no hints" "not here means never again here"
    echo "ok: a hint shown, followed, undone, turned down"
}

story_preferences() {
    command_line ProsedPreferences
    wait_for "My writing preferences" "the preferences page"
    wait_for "Use contractions" "a learned preference on the page"
    shot 3-preferences
    echo "ok: preferences page: $(screen | grep -m1 'Use contractions')"
    keys -l '/Use contractions'
    keys Enter
    keys -l M
    wait_for "muted" "M mutes the preference under the cursor"
    keys -l '/^## docs'
    keys Enter
    keys -l 'o'
    keys -l -- '- Call the reader a keeper.'
    command_line w
    wait_for "Call the reader a keeper. \`" "a line added to the page becomes a preference"
    shot 4-edited
    keys -l '/Call the reader'
    keys Enter
    keys -l 'dd'
    command_line w
    wait_for "preferences written" "the page is written"
    wait_gone "Call the reader a keeper" "a line deleted is forgotten"
    echo "ok: muted one, added one, deleted one, on the page"
    command_line q
    keys -l 'gg2j'
    keys -l '\rr'
    wait_answer
    shows "doesn't turn by itself" && fail "a muted preference is still followed"
    shows "not→doesn't" && fail "a muted preference is still followed"
    keys n
    echo "ok: the muted preference is not followed any more"
}

story_ghost() {
    keys -l 'Go'
    type_text "It comes as soon as possible, and not before. He goes as soon as possible, and not before."
    keys Enter
    keys Enter
    type_text "The glass for the lamp comes with the next boat, and we will fit it as soon as"
    keys C-g
    keys -l p
    wait_for "fit it as soon as possible" "ghost text shows a completion"
    shot 5-ghost
    keys C-g
    keys -l w
    keys Escape
    command_line "write! $work/completed.md"
    wait_file "$work/completed.md" "fit it as soon as possible" "the word is taken"
    echo "ok: ghost text shown and taken by word"
}

story_samples() {
    command_line ProsedSamples
    wait_for "Samples of my writing" "the samples page"
    wait_for "counted the steps" "a sample on it"
    keys -l '/counted the steps'
    keys Enter
    keys -l D
    wait_for "Forget sample" "D asks"
    keys -l y
    wait_gone ", learned" "the sample is gone from the page"
    "$prosed" samples --project "$work/project" | grep 'counted the steps' && fail "the sample is forgotten"
    command_line q
    echo "ok: a sample looked at and forgotten"
}

story_end() {
    command_line 'qa!'
    wait_end
    "$prosed" doctor --project "$work/project" || fail "the store is whole"
    [ -s "$work/editor.err" ] && fail "the editor complains: $(cat "$work/editor.err")"
    echo "ok: the editor and the server ended, the store is whole"
}

# Another session, in which completions come by themselves.
story_by_itself() {
    start_editor 100 20 "TRIGGER=typing $editor"
    wait_for "Lighthouse notes" "the editor opens the document"
    wait_server
    keys -l 'Go'
    type_text "It comes as soon as possible, and not before. He goes as soon as possible, and not before."
    keys Escape
    keys -l 'Go'
    type_text "We leave as soon as"
    wait_for "leave as soon as possible" "a completion that nobody asked for"
    shot 10-by-itself
    local place
    place=$(cursor)
    keys C-g
    keys -l a
    wait_moved "$place"
    type_text "!"
    keys Escape
    command_line "write! $work/taken.md"
    wait_file "$work/taken.md" "We leave" "the text is written"
    grep -q '^We leave as soon as possible, and not before.!$' "$work/taken.md" || fail "all of it is taken: $(tail -1 "$work/taken.md")"
    echo "ok: a completion that came by itself, taken"
    command_line 'qa!'
    wait_end
}

# A buffer that gets its name when it is written, and later another one.
story_unnamed() {
    start_editor 60 8 "${editor% lighthouse.md}" # too low for a preview
    wait_for "[No Name]" "the editor opens a buffer without a name"
    command_line 'set filetype=markdown'
    wait_server
    keys -l 'i'
    type_text "I've painted the boat, the oars, and the mast, and they haven't dried yet. We'll wait, I think, until Sunday."
    keys Escape
    command_line 'write boat.md'
    for _ in $(seq 100); do
        "$prosed" samples --project "$work/project" | grep -q 'boat.md: I.ve painted' && break
        sleep 0.1
    done
    "$prosed" samples --project "$work/project" | grep 'boat.md: I.ve painted' || fail "what was typed before it had a name is learned"
    command_line 'saveas other.md'
    wait_for "other.md" "another name"
    command_line 'ProsedRewrite with full forms, no contractions'
    wait_for "I've→I have" "a rewrite under the other name"
    shows "accept: y" && fail "the preview does not fit"
    for _ in $(seq 10); do
        keys C-f
        sleep 0.1
        shows "accept: y" && break
    done
    wait_for "accept: y" "the next page of the preview"
    keys y
    wait_for "I have painted" "the rewrite is in the document"
    echo "ok: a buffer named when it was written, and again"
    command_line 'qa!'
    wait_end
}

story_wire() {
    node "$top/tests/e2e/wire.mjs" --check "$work/wire" || [ $? = 77 ] || exit 1
}

story() {
    story_files
    start_editor 100 70 "$editor"
    wait_for "Lighthouse notes" "the editor opens the document"
    for _ in $(seq 100); do
        grep -q didOpen "$work/wire" 2>/dev/null && break
        sleep 0.1 # what is recorded starts more slowly than people type
    done
    story_write
    story_learned
    story_rewrite
    story_instruction
    story_hints
    story_preferences
    story_ghost
    story_samples
    story_end
    story_by_itself
    story_unnamed
    story_wire
}
