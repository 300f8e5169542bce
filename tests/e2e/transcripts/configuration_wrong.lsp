# Settings that are wrong are shown once each, and the rest works.
!file ~/.config/prosed/config.json {
      // comments are fine
      "learn": {"quiet": 5},
      }
!file .prosed.json {"learn": {"enabled": "no"}}
!initialize {"initializationOptions": {"completion": {"trigger": "sometimes", "idle_ms": 100}, "colour": "red"}}
<-- {"method": "window/showMessage", "params": {"type": 2, "message": "/learn[.]quiet.*learn[.]quiet_s/"}}
<-- {"method": "window/showMessage", "params": {"type": 2, "message": "/completion[.]trigger/"}}
<-- {"method": "window/showMessage", "params": {"type": 2, "message": "/colour/"}}
<-- {"method": "window/showMessage", "params": {"type": 2, "message": "/learn[.]enabled/"}}
--> {"method": "workspace/didChangeConfiguration", "params": {"settings": {"prosed": {"completion": {"trigger": "never"}}}}}
<-- {"method": "window/showMessage", "params": {"type": 2, "message": "/completion[.]trigger.*never|never.*completion[.]trigger/"}}
--> {"method": "workspace/didChangeConfiguration", "params": {"settings": {"prosed": {"completion": {"trigger": "never"}}}}}
--> {"method": "workspace/didChangeConfiguration", "params": {"settings": 7}}
--> {"method": "workspace/didChangeConfiguration"}
!sync
