!body "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\u00ff\u00fe\"}"
<-- {"id": null, "error": {"code": -32700, "message": "/UTF-8/"}}
!body "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\u00c0\u0080\"}"
<-- {"id": null, "error": {"code": -32700, "message": "/UTF-8/"}}
!body "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"n\u00c3\u00b6\"}"
<-- {"id": 2, "error": {"code": -32601, "message": "/nö/"}}
