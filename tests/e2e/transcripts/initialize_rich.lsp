# A client that can do everything: the server registers what it wants to hear about, and asks for the settings.
!bare
--> {"id": 0, "method": "initialize", "params": {"processId": "$pid", "rootUri": "${uri}", "rootPath": "${root}",
      "workspaceFolders": [{"uri": "${uri}", "name": "work"}], "trace": "verbose", "locale": "en",
      "clientInfo": {"name": "test", "version": "1"},
      "initializationOptions": {"learn": {"enabled": false}},
      "capabilities": {
        "general": {"positionEncodings": ["utf-16"]},
        "workspace": {"applyEdit": true, "workspaceEdit": {"documentChanges": true}, "configuration": true,
          "didChangeConfiguration": {"dynamicRegistration": true},
          "didChangeWatchedFiles": {"dynamicRegistration": true}},
        "textDocument": {"inlineCompletion": {"dynamicRegistration": true},
          "codeAction": {"dataSupport": true, "resolveSupport": {"properties": ["edit"]},
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "refactor"]}}}},
        "window": {"workDoneProgress": true}, "experimental": {"prosed": {"news": true}}}}}
<-- {"id": 0, "result": {"capabilities": {"inlineCompletionProvider": {}, "completionProvider": "!", "hoverProvider": false,
      "codeActionProvider": {"codeActionKinds": ["quickfix", "refactor.rewrite"], "resolveProvider": true}}}}
--> {"method": "initialized", "params": {}}
<-- {"id": "$registration", "method": "client/registerCapability", "params": {"registrations": [
      {"id": "<text>", "method": "workspace/didChangeConfiguration", "registerOptions": {"section": "prosed"}},
      {"id": "<text>", "method": "workspace/didChangeWatchedFiles",
       "registerOptions": {"watchers": [{"globPattern": "**/.prosed.json"}]}}]}}
<-- {"id": "$settings", "method": "workspace/configuration", "params": {"items": [{"section": "prosed"}]}}
--> {"id": "$registration", "result": null}
--> {"id": "$settings", "result": [{"completion": {"trigger": "idle"}}]}
--> {"method": "$/setTrace", "params": {"value": "off"}}
--> {"method": "$/setTrace", "params": {"value": "off"}}
--> {"method": "workspace/didChangeWatchedFiles", "params": {"changes": [{"uri": "${uri}/.prosed.json", "type": 1}]}}
--> {"method": "workspace/didChangeConfiguration", "params": {"settings": null}}
<-- {"id": "$again", "method": "workspace/configuration", "params": {"items": [{"section": "prosed"}]}}
--> {"id": "$again", "result": [null]}
--> {"id": 1, "method": "shutdown"}
<-- {"id": 1, "result": null}
--> {"method": "exit"}
!exit 0
