!bare
--> {"id": 1, "method": "initialize", "params": {"processId": null, "rootUri": null, "capabilities": {
      "general": {"positionEncodings": ["utf-32", "utf-8"]}}}}
<-- {"id": 1, "result": {"capabilities": {"positionEncoding": "utf-32"}}}
--> {"id": 2, "method": "shutdown", "params": null}
<-- {"id": 2, "result": null}
--> {"method": "exit", "params": null}
!exit 0
