#!/bin/sh
# Fails when a file includes what it must not: includes point downward only, and each library has its own files.
# The two tables below are the rules. Usage: tests/check_includes.sh [top of the tree]
cd "${1:-.}" || exit 1
find core lsp clients/cli 2>/dev/null -name '*.[ch]' | LC_ALL=C sort | xargs awk '
function allow(folder, list) { allowed[folder] = " " list " " }
function keep(library, list) { homes[library] = " " list " " }
BEGIN {
    # What the files of a folder may include besides their own folder: of other folders, or of single files.
    allow("core/base", "")
    allow("core/text", "core/base")
    allow("core/model", "core/base core/text")
    allow("core/stylist", "core/base core/text core/model")
    allow("core/document", "core/base core/text core/model")
    allow("core/preference", "core/base core/text core/stylist")
    allow("core/method", "core/base core/text core/model core/preference")
    allow("core/guard", "core/base core/text")
    allow("core/writing", "core/base core/text core/model core/document core/guard")
    allow("core/store", "core/base core/text core/model")
    allow("core/config", "core/base core/text core/model")
    allow("core/learn", "core/base core/text core/model core/preference core/method core/store core/config")
    allow("core/engine", "core/base core/text core/model core/stylist core/document core/preference core/method core/guard core/writing core/store core/config core/learn")
    allow("core/eval", "core/base core/text core/model core/stylist core/preference core/method core/config/config.h")
    allow("lsp", "core/base core/text core/engine/engine.h core/config/config.h")
    allow("clients/cli", "core/base core/text core/engine/engine.h core/config/config.h core/eval/eval.h lsp")
    keep("utf8proc.h", "core/base/utf8.c core/base/list.c")
    keep("uv.h", "core/base/loop.c core/model/http lsp/stdio.c clients/cli/main.c")
    keep("curl/curl.h", "core/model/http")
    keep("sqlite3.h", "core/store/")
    keep("md4c.h", "core/text/")
    keep("gmime/gmime.h", "core/text/mail")
}
# "core/model" for everything below it, "lsp" for lsp/rpc.h
function folder_of(path, parts, count) {
    count = split(path, parts, "/")
    if (parts[1] == "clients") return "clients/" parts[2]
    if (parts[1] != "core") return count > 1 ? parts[1] : ""
    return count > 2 ? "core/" parts[2] : "core"
}
function complain(what) { print FILENAME ":" FNR ": " what; bad = 1 }
function at_home(path, list, homes_of, count, i) {
    count = split(list, homes_of, " ")
    for (i = 1; i <= count; i++) if (index(path, homes_of[i]) == 1) return 1
    return 0
}
FNR == 1 {
    files++
    here = folder_of(FILENAME)
    if (!(here in allowed)) complain("the folder " here " has no row in tests/check_includes.sh")
}
/^[ \t]*#[ \t]*include[ \t]*[<"]/ {
    target = $0
    sub(/^[^<"]*[<"]/, "", target)
    sub(/[>"].*/, "", target)
    if (target in homes) {
        if (!at_home(FILENAME, homes[target])) complain(target " belongs to" homes[target] "alone")
    } else if (target ~ /^(core|lsp|clients|tests)\//) {
        there = folder_of(target)
        if (there != here && !index(allowed[here], " " there " ") && !index(allowed[here], " " target " "))
            complain(here " must not include " target)
    } else if ($0 ~ /include[ \t]*"/) {
        complain("write the path from the top of the tree: " target)
    }
}
/cJSON_Parse/ && FILENAME != "core/base/json.c" { complain("only core/base/json.c parses JSON: use json_parse") }
END {
    if (!files) { print "no source files found"; exit 1 }
    exit bad
}'
