# The table for a terminal: a measure takes two lines, medians and below them the lowest and highest
# of the rounds. Needs figures.awk.

BEGIN {
  TITLE = 27
  CELL = 14
  GOAL_RATIO = 14
  OWN = "the kernel's own"
}

END {
  columns()
  head()
  for (k = 1; k <= measures; k++) if (measured[measure[k]]) row(measure[k])
  print rule()
  print "Medians; in brackets the lowest and the highest of the rounds. "
  print "kernel's own: POSIX message queues; for the barrier, a futex that wakes as many threads."
  print "C: servers that do nothing but queue, the limit of what FUSE gives here; near: in the client's session."
  print "commands: sha256sum; openssl enc -aes-128-ctr, by tee into a file, which is then synced, and into openssl dgst"
  print "-sha256 -hmac. The job encrypts with AES-128-GCM, and syncs its file too. A MB is 10^6 bytes."
  if (any("refused")) print "refused: the engine or the machine takes no more callers (EAGAIN), or the engine has no such file."
  if (any("failed") || any("refused")) print "!: no figure in some of the rounds; the median is of the others."
  if (any("failed")) print "failed: the client gave up; the reason is in the output above."
  print ""
  print "Goals, each with its ratio:"
  for (g = 1; g <= goals; g++) print_goal(g)
}

# A column for the kernel's own means together, then one for each engine.
function columns(    i) {
  column[++width] = OWN
  for (i = 1; i <= engines; i++) if (role[engine[i]] != "kernel") column[++width] = engine[i]
}

function engine_in(c, m) { return column[c] == OWN ? of_role(m, "kernel") : column[c] }

function head(    c, top) {
  for (c = 1; c <= width; c++)
    top = top right(column[c] == OWN ? "kernel's own" : engine_title[column[c]], CELL)
  print left("", TITLE) top
  print rule()
}

function rule(    n, text) {
  for (n = TITLE + CELL * width; n > 0; n--) text = text "─"
  return text
}

function row(m,    c, e, medians, ranges) {
  for (c = 1; c <= width; c++) {
    e = engine_in(c, m)
    medians = medians right(middle(m, e), CELL)
    ranges = ranges right(count[m, e] > 1 ? "[" range(m, e) "]" : "", CELL)
  }
  print left(measure_title[m], TITLE) medians
  print left("  " unit[m], TITLE) ranges
}

function middle(m, e) {
  if (known(m, e)) return (missed(m, e) ? "! " : "") number(median(m, e))
  return missing(m, e) ? why_not[m, e] : "-"
}

function missed(m, e) { return misses[m, e] > 0 }

function print_goal(g,    m, have) {
  m = goal_measure[g]
  if (goal_misses(g)) {
    print "  " left("-", GOAL_RATIO) "  " left(verdict(g), 14) goal_text[g] ": " \
      why_not[m, goal_engine[g]] " in " goal_misses(g) " of the rounds (" measure_title[m] ")"
    return
  }
  if (!goal_known(g)) {
    print "  " left("-", GOAL_RATIO) "  not measured  " goal_text[g]
    return
  }
  have = median(m, goal_engine[g])
  print "  " left(number(is_absolute(g) ? have : have / median(m, goal_against[g])) \
    (is_absolute(g) ? " " unit[m] : " ×"), GOAL_RATIO) "  " left(verdict(g), 14) \
    goal_text[g] " (" measure_title[m] ")"
}

function verdict(g) {
  if (!is_goal(g)) return "(no goal)"
  return goal_reached(g) ? "reached" : "MISSED"
}

function any(word,    key) {
  for (key in why_not) if (why_not[key] == word) return 1
  return 0
}

# Characters, not bytes.
function characters(text) {
  gsub(/[\200-\277]/, "", text)
  return length(text)
}

function blanks(n) { return n > 0 ? sprintf("%" n "s", "") : "" }
function left(text, n) { return text blanks(n - characters(text)) }
function right(text, n) { return blanks(n - characters(text)) text }
