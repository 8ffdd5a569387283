# Stands in for a private server: who shows the right token gets the prices.
#   sh fetch.sh < token > prices.csv
# Only the token's checksum is kept here, as a server would do it.
known=28351d6bfbb19d285b6aee409bdae5020bffdab32446224fe5c2b82492d42d6c
read -r token || true
shown=$(printf %s "$token" | sha256sum | cut -d ' ' -f 1)
if [ "$shown" != "$known" ]; then
  echo '401 Unauthorized: this token opens nothing here' >&2
  exit 1
fi
cat "$(dirname "$0")/prices.csv"
