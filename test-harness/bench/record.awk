# The client's name=value lines become rows of results.csv: round,measure,engine,figure,unit. Reads
# measures.tsv, then the client's output. Where the client has failed, `instead` is the word that
# stands for each figure of the case.

FNR == NR {
  split($0, f, "\t")
  if (index(f[2], case_name ".") == 1) unit[f[2]] = f[4]
  next
}

{
  split($0, pair, "=")
  figure[case_name "." pair[1]] = pair[2]
}

END {
  for (m in unit) if (instead != "" || m in figure)
    print round "," m "," engine "," (instead != "" ? instead : figure[m]) "," unit[m]
}
