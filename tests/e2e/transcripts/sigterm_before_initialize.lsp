# (Without a reply to wait for, the signal could come before the server watches for it.)
!bare
--> {"id": 1, "method": "shutdown"}
<-- {"id": 1, "error": {"code": -32002, "message": "<text>"}}
!kill SIGTERM
!exit 0
