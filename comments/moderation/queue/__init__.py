"""What the moderation queue shows and chooses; its pages stand in comments/admin/queue/."""
