# Who pauses before anything was kept sees it in the status that follows, which opens the store.
!client {"experimental": {"prosed": {"news": true}}}
!ignore prosed/learning
--> {"id": 1, "method": "workspace/executeCommand", "params": {"command": "prosed.learn.pause"}}
<-- {"id": 1, "result": {"phase": "paused", "done": 0}}
--> {"id": 2, "method": "workspace/executeCommand", "params": {"command": "prosed.status"}}
<-- {"id": 2, "result": {"learning": {"phase": "paused", "done": 0}}}
