"""开窗: what stands, what will not work today, what was left from before (F-A6)."""
