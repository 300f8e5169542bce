# initialize without parameters fails, and may be tried again; twice is once too often.
!bare
--> {"id": 1, "method": "initialize"}
<-- {"id": 1, "error": {"code": -32602, "message": "initialize: params is missing"}}
--> {"id": 2, "method": "initialize", "params": []}
<-- {"id": 2, "error": {"code": -32602, "message": "initialize: params has to be an object"}}
--> {"id": 3, "method": "initialize", "params": {"processId": "none", "rootUri": 5, "workspaceFolders": [7, {"uri": 8}],
      "capabilities": {"general": {"positionEncodings": "utf-8"}, "textDocument": [], "window": null}}}
<-- {"id": 3, "result": {"capabilities": {"positionEncoding": "utf-16"}}}
--> {"id": 4, "method": "initialize", "params": {"processId": null, "rootUri": null, "capabilities": {}}}
<-- {"id": 4, "error": {"code": -32600, "message": "initialize: the server is initialized already"}}
--> {"id": 5, "method": "shutdown"}
<-- {"id": 5, "result": null}
--> {"method": "exit"}
!exit 0
