"""The corpus's own oracle, with the additions of the macro that are younger than it.

    oracle.py ORACLE RESPONSES [OPTIONS]    PYTHONHASHSEED=0, or the oracle starts itself again without these additions
"""
import importlib.util
import sys

spec = importlib.util.spec_from_file_location("oracle", sys.argv.pop(1))
oracle = sys.modules["oracle"] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(oracle)
oracle.ADDED = (*oracle.ADDED, "AutoPublishCodeSha256")

if __name__ == "__main__":
    oracle.main()
