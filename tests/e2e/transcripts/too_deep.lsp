!nest 200000
<-- {"id": null, "error": {"code": -32700, "message": "/deep/"}}
--> {"id": 1, "method": "no/such"}
<-- {"id": 1, "error": {"code": -32601, "message": "<text>"}}
!only turns once
