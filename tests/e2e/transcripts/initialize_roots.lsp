# rootPath alone, and a folder that is not there.
!bare
--> {"id": 1, "method": "initialize", "params": {"processId": null, "rootUri": null, "rootPath": "${root}",
      "capabilities": {}}}
<-- {"id": 1, "result": "*"}
--> {"id": 2, "method": "workspace/executeCommand", "params": {"command": "prosed.status"}}
<-- {"id": 2, "result": {"learning": {"phase": "idle", "done": 0, "total": 0, "waiting": 0}}}
!sync
--> {"id": 3, "method": "shutdown"}
<-- {"id": 3, "result": null}
--> {"method": "exit"}
!exit 0
