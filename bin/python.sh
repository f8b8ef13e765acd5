# Sourced by the scripts beside it: which Python the virtual environment is made from.

find_python() {
  local name
  for name in ${PYTHON:-} .venv/bin/python python3.11 python3.12 python3.13 python3; do
    if command -v "$name" >/dev/null &&
      "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"
      return 0
    fi
  done
  return 1
}
