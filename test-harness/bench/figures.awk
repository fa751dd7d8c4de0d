# Figures of results.csv by measure and engine, with what engines.tsv, measures.tsv and goals.tsv say
# of them. For table.awk and chart.awk, which give `here`, the directory of those files.
# Run with LC_ALL=C: strings are then bytes, whichever awk it is.

BEGIN {
  FS = ","
  read_engines(here "/engines.tsv")
  read_measures(here "/measures.tsv")
  read_goals(here "/goals.tsv")
}

FNR > 1 { add($2, $3, $4) }

function read_engines(file,    line, f) {
  while ((getline line < file) > 0) {
    split(line, f, "\t")
    engine[++engines] = f[1]
    engine_title[f[1]] = f[2]
    # kernel: without a daemon; stock: what jnr-fuse gives; ours; limit: C that only queues; peer
    role[f[1]] = f[3]
    limit[f[1]] = f[4]  # the C server that carries requests the same way
  }
}

function read_measures(file,    line, f) {
  while ((getline line < file) > 0) {
    split(line, f, "\t")
    measure[++measures] = f[2]
    section[f[2]] = f[1]
    measure_title[f[2]] = f[3]
    unit[f[2]] = f[4]
    better[f[2]] = f[5]  # more or less
  }
}

function read_goals(file,    line, f) {
  while ((getline line < file) > 0) {
    split(line, f, "\t")
    goal_measure[++goals] = f[1]
    goal_engine[goals] = f[2]
    goal_factor[goals] = f[3]   # -: no goal, but the ratio is told
    goal_against[goals] = f[4]  # an engine, of whose figure the factor is; -: the factor is the goal
    goal_text[goals] = f[5]
  }
}

# Keeps the figures of a measure and an engine in ascending order; a word tells why there is none.
function add(m, e, figure,    i) {
  measured[m] = 1
  if (figure !~ /^[0-9.]+$/) {
    why_not[m, e] = figure
    misses[m, e]++
    return
  }
  for (i = ++count[m, e]; i > 1 && sorted[m, e, i - 1] > figure + 0; i--)
    sorted[m, e, i] = sorted[m, e, i - 1]
  sorted[m, e, i] = figure + 0
}

function known(m, e) { return count[m, e] > 0 }
function low(m, e) { return sorted[m, e, 1] }
function high(m, e) { return sorted[m, e, count[m, e]] }

function median(m, e,    n) {
  n = count[m, e]
  return (sorted[m, e, int((n + 1) / 2)] + sorted[m, e, int((n + 2) / 2)]) / 2
}

function missing(m, e) { return !known(m, e) && (m, e) in why_not }

# The engine of a role that a measure was tried on, or "".
function of_role(m, wanted,    i) {
  for (i = 1; i <= engines; i++)
    if (role[engine[i]] == wanted && (known(m, engine[i]) || missing(m, engine[i]))) return engine[i]
  return ""
}

function is_goal(g) { return goal_factor[g] != "-" }
function is_absolute(g) { return goal_against[g] == "-" }

function goal_value(g) {
  return goal_factor[g] * (is_absolute(g) ? 1 : median(goal_measure[g], goal_against[g]))
}

function goal_known(g) {
  return known(goal_measure[g], goal_engine[g]) &&
    (is_absolute(g) || known(goal_measure[g], goal_against[g]))
}

# Rounds in which the goal's own engine gave no figure: the goal is missed then, whatever the others.
function goal_misses(g) { return misses[goal_measure[g], goal_engine[g]] + 0 }

function goal_reached(g,    have) {
  if (goal_misses(g)) return 0
  have = median(goal_measure[g], goal_engine[g])
  return better[goal_measure[g]] == "more" ? have >= goal_value(g) : have <= goal_value(g)
}

# Three significant digits: 0.019, 0.25, 57.1, 13,700, 1,080,000.
function number(x,    power) {
  if (x < 0.1) return sprintf("%.3f", x)
  if (x < 10) return sprintf("%.2f", x)
  if (x < 100) return sprintf("%.1f", x)
  for (power = 1; x / power >= 1000; power *= 10);
  return thousands(sprintf("%.0f", int(x / power + 0.5) * power))
}

function thousands(text) {
  if (length(text) <= 3) return text
  return thousands(substr(text, 1, length(text) - 3)) "," substr(text, length(text) - 2)
}

# The same, shorter: 13.7k, 1.08M.
function short(x) {
  if (x >= 1e6) return number(x / 1e6) "M"
  if (x >= 1e4) return number(x / 1e3) "k"
  return number(x)
}

function range(m, e) { return short(low(m, e)) "–" short(high(m, e)) }
