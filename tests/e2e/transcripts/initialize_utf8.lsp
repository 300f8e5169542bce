# The client's first choice that the server knows is taken.
!bare
--> {"id": 1, "method": "initialize", "params": {"processId": null, "rootUri": null, "capabilities": {
      "general": {"positionEncodings": ["koi8-r", "utf-8", "utf-32", "utf-16"]}}}}
<-- {"id": 1, "result": {"capabilities": {"positionEncoding": "utf-8",
      "textDocumentSync": {"openClose": true, "change": 2, "save": {"includeText": false}},
      "workspace": {"workspaceFolders": {"supported": true, "changeNotifications": true}}},
      "serverInfo": {"name": "prosed", "version": "/^[0-9]+[.][0-9]+[.][0-9]+/"}}}
--> {"method": "initialized", "params": {}}
--> {"id": 2, "method": "shutdown"}
<-- {"id": 2, "result": null}
--> {"method": "exit"}
!exit 0
