# A command whose answer comes a moment later, and shutdown right behind it.
!bare
!only once bytes
!initialize {}
--> {"id": "start", "method": "initialize", "params": {"processId": null, "rootUri": "${uri}", "capabilities": {}}}
<-- {"id": "start", "result": {"capabilities": "*"}}
--> {"method": "initialized", "params": {}}
--> {"id": 1, "method": "workspace/executeCommand", "params": {"command": "prosed.learn.pause"}}
<-- {"id": 1}
--> {"id": "end", "method": "shutdown"}
<-- {"id": "end", "result": null}
--> {"method": "exit"}
!exit 0
