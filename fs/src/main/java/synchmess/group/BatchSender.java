package synchmess.group;

/** A caller that wants several messages stored, all or none. */
public abstract class BatchSender extends Sender {
  private final byte[][] contents;
  private final long size;
  private final long cost;

  /** Takes the contents over: nobody changes them from now on. */
  protected BatchSender(Patience patience, byte[]... contents) {
    super(patience, AS_THE_GROUP);
    this.contents = contents;
    long sum = 0;
    for (byte[] content : contents) {
      sum += content.length;
    }
    size = sum;
    cost = Cost.of(contents);
  }

  @Override
  final int count() {
    return contents.length;
  }

  @Override
  final byte[] content(int number) {
    return contents[number];
  }

  @Override
  final long size() {
    return size;
  }

  @Override
  final long cost() {
    return cost;
  }
}
