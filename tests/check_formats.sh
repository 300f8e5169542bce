#!/bin/sh
# Fails where something tells one format from another outside of the table in core/text/format.c: there a format that is
# added would be forgotten. FORMAT_TEXT (no markup at all) and FORMAT_NONE (no prose) may be named anywhere.
# Usage: tests/check_formats.sh [top of the tree]
cd "${1:-.}" || exit 1
[ -f core/text/format.c ] || { echo "no core/text/format.c found"; exit 1; }
names=$(sed -n '/^enum format {/,/};/p' core/text/markup.h | grep -oE 'FORMAT_[A-Z]+' | grep -vxE 'FORMAT_(TEXT|NONE)' | paste -sd'|')
[ -n "$names" ] || { echo "core/text/markup.h: enum format is not where this looks for it"; exit 1; }
found=$(find core lsp clients -name '*.[ch]' ! -path core/text/format.c ! -path core/text/format.h ! -path core/text/markup.h \
    -exec grep -nHwE "$names" {} +)
[ -z "$found" ] || { echo "$found"; echo "ask the format's row instead (core/text/format.h)"; exit 1; }
# Every row stands in the table, and every format has one.
for name in $(echo "$names" | tr '|' ' ' | sed 's/FORMAT_COUNT//'); do
    row=format_$(echo "${name#FORMAT_}" | tr '[:upper:]' '[:lower:]')
    grep -q "\[$name\] = &$row[,}]" core/text/format.c || { echo "core/text/format.c: no row [$name] = &$row"; exit 1; }
done
