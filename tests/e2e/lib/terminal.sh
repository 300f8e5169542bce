# For tests that drive an editor by keys in a terminal; to be sourced. $work is the test's own folder and $shots where screens are
# kept; what runs in the terminal is ended with the test.
terminal=prosed-test-$$
tmux() { command tmux -L "$terminal" -f /dev/null "$@"; }
screen() { tmux capture-pane -p; }
keys() { tmux send-keys "$@"; }
finish() {
    tmux kill-server 2>/dev/null
    [ -n "${PROSED_KEEP:-}" ] || rm -rf "$work"
}
trap finish EXIT
fail() {
    echo "FAIL: $1"
    screen | tee "$shots/failed.txt"
    exit 1
}
PATIENCE_S=40 # generous, for a machine that does other things
# wait_for TEXT WHAT: until the screen shows it.
wait_for() {
    local end=$((SECONDS + PATIENCE_S))
    while [ $SECONDS -lt $end ]; do
        screen | grep -qF -- "$1" && return
        sleep 0.1
    done
    fail "$2: waited $PATIENCE_S s for \"$1\""
}
# wait_file FILE TEXT WHAT: until the file holds it. The name of a file on the screen may be no more than a command typed.
wait_file() {
    local end=$((SECONDS + PATIENCE_S))
    while [ $SECONDS -lt $end ]; do
        grep -qF -- "$2" "$1" 2>/dev/null && return
        sleep 0.1
    done
    fail "$3: waited $PATIENCE_S s for \"$2\" in $1"
}
# A person types; the editor shows each piece before the next one comes.
type_text() {
    local text=$1
    while [ -n "$text" ]; do
        keys -l -- "${text:0:40}"
        text=${text:40}
        sleep 0.05
    done
}
