"""
On the PYTHONPATH of the AWS CLI and the SAM CLI, whose waiters sleep 5 to 30 seconds between two looks at a stack that
is ready in less. Nothing else of them is changed.
"""

import time

sleep = time.sleep
time.sleep = lambda seconds: sleep(min(seconds, 0.25))
