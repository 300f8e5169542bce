# The quick fixes of a hint: its passage rewritten towards its preference and nothing else, "not here", "not a preference".
--> {"id": "one", "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.add",
      "arguments": [{"genre": "docs", "text": "Use contractions."}]}}
<-- {"id": "one", "result": {"id": "$preference"}}
--> {"id": "two", "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.add",
      "arguments": [{"genre": "docs", "text": "Use British spelling."}]}}
<-- {"id": "two", "result": {"id": "$other"}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 1, "text": "The color is red, and it is not blue.\n\nIt is [late](it_is.md).\n"}}}
--> {"id": 1, "method": "workspace/executeCommand", "params": {"command": "prosed.suggest", "arguments": [{"uri": "${uri}/a.md"}]}}
<-- {"method": "textDocument/publishDiagnostics", "params": {"diagnostics": [
      {"relatedInformation": "!", "message": "Use contractions.", "data": {"id": "$hint"}}, {"data": {"id": "$late"}}]}}
<-- {"id": 1, "result": {"hints": [{"id": "$hint"}, {"id": "$late"}]}}
!sync
--> {"id": 2, "method": "textDocument/codeAction", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "range": {"start": {"line": 0, "character": 30}, "end": {"line": 0, "character": 30}}, "context": {"diagnostics": [], "only": ["quickfix"]}}}
<-- {"id": 2, "result": [
      {"=": true, "title": "Rewrite this passage so: Use contractions.", "kind": "quickfix", "isPreferred": true, "data": "$data",
       "diagnostics": [{"message": "Use contractions.", "data": {"id": "$hint"}}]},
      {"=": true, "title": "Not here: Use contractions.", "kind": "quickfix", "diagnostics": "<list>",
       "command": {"title": "<text>", "command": "prosed.suggest.dismiss", "arguments": [{"uri": "${uri}/a.md", "id": "$hint"}]}},
      {"=": true, "title": "Not a preference: Use contractions.", "kind": "quickfix", "diagnostics": "<list>",
       "command": {"title": "<text>", "command": "prosed.suggest.mute", "arguments": [{"uri": "${uri}/a.md", "id": "$hint"}]}}]}
--> {"id": 3, "method": "codeAction/resolve", "params": {"title": "Rewrite this passage so: Use contractions.", "kind": "quickfix", "data": "$data"}}
<-- {"id": 3, "result": {"edit": {"documentChanges": [{"textDocument": {"uri": "${uri}/a.md", "version": 1}, "edits": [
      {"range": {"start": {"line": 0, "character": 25}}, "newText": "/n't/"}]}]}}}
--> {"id": 4, "method": "workspace/executeCommand", "params": {"command": "prosed.suggest.rewrite", "arguments": [{"uri": "${uri}/a.md", "id": "$late"}]}}
<-- {"id": 4, "result": {"suggestion": "<int>", "before": "It is [late](it_is.md).", "after": "It's [late](it_is.md).",
      "preferences": ["Use contractions."], "refused": 0, "reason": null}}
!sync
# Everything of it at once, where all of a document's actions are asked for.
--> {"id": 5, "method": "textDocument/codeAction", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "range": {"start": {"line": 2, "character": 0}, "end": {"line": 2, "character": 1}}, "context": {"diagnostics": []}}}
<-- {"id": 5, "result": ["*", "*", "*", {"title": "Rewrite in my style"}]}
--> {"id": 6, "method": "workspace/executeCommand", "params": {"command": "prosed.suggest.rewrite",
      "arguments": [{"uri": "${uri}/a.md", "position": {"line": 2, "character": 3}, "apply": true}]}}
<-- {"id": "$edit", "method": "workspace/applyEdit", "params": {"edit": {"documentChanges": ["*"]}}}
--> {"id": "$edit", "result": {"applied": true}}
<-- {"id": 6, "result": {"applied": true}}
!sync
# The edit arrives as a change, and its hint is over; the action that was offered for it is refused.
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/a.md", "version": 2},
      "contentChanges": [{"range": {"start": {"line": 0, "character": 25}, "end": {"line": 0, "character": 31}}, "text": "isn't"}]}}
<-- {"method": "textDocument/publishDiagnostics", "params": {"diagnostics": [{"data": {"id": "$late"}}]}}
--> {"id": 7, "method": "codeAction/resolve", "params": {"title": "Rewrite this passage so: Use contractions.", "kind": "quickfix", "data": "$data"}}
<-- {"id": 7, "error": {"code": -32801}}
!sync
--> {"id": 8, "method": "workspace/executeCommand", "params": {"command": "prosed.suggest", "arguments": [{"uri": "${uri}/a.md"}]}}
<-- {"method": "textDocument/publishDiagnostics", "params": {"diagnostics": [{"message": "Use British spelling."}, {"data": {"id": "$late"}}]}}
<-- {"id": 8, "result": {"hints": ["*", "*"]}}
