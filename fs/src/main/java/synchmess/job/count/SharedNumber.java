package synchmess.job.count;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A number that many threads add to, and its guard. Every access goes to memory, like a C volatile
 * or the kernel's {@code READ_ONCE} and {@code WRITE_ONCE}: no compiler may keep the number in a
 * register, or merge additions.
 */
abstract class SharedNumber {
  private static final VarHandle VALUE;

  static {
    try {
      VALUE = MethodHandles.lookup().findVarHandle(SharedNumber.class, "value", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The names of the guards; the exercise begins with the first. */
  static final String[] GUARDS = {"none", "spin", "mutex", "atomic"};

  @SuppressWarnings("unused") // through VALUE
  private long value;

  /** Set when the threads have to end early. */
  private volatile boolean abandoned;

  /** Zero, with the guard of that name. */
  static SharedNumber guardedBy(String guard) {
    return switch (guard) {
      case "spin" -> new Spin();
      case "mutex" -> new Mutex();
      case "atomic" -> new Atomic();
      default -> new Unguarded();
    };
  }

  /** Adds a number of times, or less often when abandoned. */
  abstract void add(long increment, int times);

  final long value() {
    return (long) VALUE.getVolatile(this);
  }

  final void abandon() {
    abandoned = true;
  }

  final boolean isAbandoned() {
    return abandoned;
  }

  /** Reads, then writes: what another thread adds between the two is lost. */
  final void addInTwoSteps(long increment) {
    long seen = (long) VALUE.getOpaque(this);
    VALUE.setOpaque(this, seen + increment);
  }

  private static final class Unguarded extends SharedNumber {
    @Override
    void add(long increment, int times) {
      for (int i = 0; i < times; i++) {
        addInTwoSteps(increment);
      }
    }
  }

  /** A test-and-set lock: a thread that finds it taken looks again and again. */
  private static final class Spin extends SharedNumber {
    private static final VarHandle TAKEN;

    static {
      try {
        TAKEN = MethodHandles.lookup().findVarHandle(Spin.class, "taken", boolean.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    @SuppressWarnings("unused") // through TAKEN
    private boolean taken;

    @Override
    void add(long increment, int times) {
      for (int i = 0; i < times; i++) {
        if (!lock()) {
          return;
        }
        addInTwoSteps(increment);
        TAKEN.setRelease(this, false);
      }
    }

    /** False when abandoned, without the lock. */
    private boolean lock() {
      while ((boolean) TAKEN.getAndSetAcquire(this, true)) {
        Thread.onSpinWait();
        if (isAbandoned()) {
          return false;
        }
      }
      return true;
    }
  }

  private static final class Mutex extends SharedNumber {
    private final Lock lock = new ReentrantLock();

    @Override
    void add(long increment, int times) {
      for (int i = 0; i < times; i++) {
        lock.lock();
        try {
          addInTwoSteps(increment);
        } finally {
          lock.unlock();
        }
      }
    }
  }

  private static final class Atomic extends SharedNumber {
    @Override
    void add(long increment, int times) {
      for (int i = 0; i < times; i++) {
        VALUE.getAndAdd(this, increment);
      }
    }
  }
}
