class State: pass
