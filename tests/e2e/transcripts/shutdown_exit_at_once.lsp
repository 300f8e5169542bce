# shutdown is answered even when exit follows in the same write.
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 1, "text": "The quick brown fox is very quick."}}}
--> {"id": 1, "method": "shutdown"}
--> {"method": "exit"}
<-- {"id": 1, "result": null}
!exit 0
