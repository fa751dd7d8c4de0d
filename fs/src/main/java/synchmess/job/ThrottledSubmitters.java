package synchmess.job;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Throttled submitters, in two rows: exempt users wait only for one another.
 *
 * <p>Plain and single-threaded; the lock of {@link Jobs} guards it.
 */
final class ThrottledSubmitters {
  private final Set<Submission> exempt = new LinkedHashSet<>();
  private final Set<Submission> others = new LinkedHashSet<>();

  /** Those of one row, the first to come first. */
  Set<Submission> row(boolean ofExempt) {
    return ofExempt ? exempt : others;
  }

  int size() {
    return exempt.size() + others.size();
  }

  /** How many submitters of a user wait; for one who is not exempt. */
  long size(int uid) {
    return others.stream().filter(each -> each.owner.uid() == uid).count();
  }

  List<Submission> all() {
    List<Submission> all = new ArrayList<>(exempt);
    all.addAll(others);
    return all;
  }
}
