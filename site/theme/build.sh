#!/bin/sh
# Compiles the theme into site/static; needs npm, and Python with fonttools and brotli (PYTHON=path/to/python).
set -eu
cd "$(dirname "$0")"
static=../static
[ -d node_modules ] || npm ci --no-audit --no-fund --ignore-scripts
mkdir -p "$static/css" "$static/fonts" "$static/img"
"${PYTHON:-python3}" fonts.py node_modules "$static/fonts"
npx sass --no-source-map --style=compressed --load-path=node_modules theme.scss "$static/css/theme.css"
npx rtlcss "$static/css/theme.css" "$static/css/theme.rtl.css"
cp icons.svg mark.svg "$static/img/"
