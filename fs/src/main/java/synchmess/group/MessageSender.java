package synchmess.group;

/** A caller that wants one message stored. */
public abstract class MessageSender extends Sender {
  private final byte[] content;

  /** Takes the content over: nobody changes it from now on. */
  protected MessageSender(Patience patience, byte[] content) {
    this(patience, AS_THE_GROUP, content);
  }

  /**
   * Likewise, with a delay of its own.
   *
   * @param delay in ms, or {@link #AS_THE_GROUP}
   */
  protected MessageSender(Patience patience, int delay, byte[] content) {
    super(patience, delay);
    this.content = content;
  }

  @Override
  final int count() {
    return 1;
  }

  @Override
  final byte[] content(int number) {
    return content;
  }

  /** The bytes of its message. */
  @Override
  protected final long size() {
    return content.length;
  }

  @Override
  final long cost() {
    return Cost.of(content.length);
  }
}
