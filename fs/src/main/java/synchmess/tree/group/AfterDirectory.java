package synchmess.tree.group;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.owner.Owner;
import synchmess.tree.Attributes;
import synchmess.tree.Directory;
import synchmess.tree.File;
import synchmess.tree.Handle;
import synchmess.tree.Node;
import synchmess.tree.OpenFlags;
import synchmess.tree.value.Access;

/**
 * {@code after/}: for each delay in ms, a file that sends with it. It shows none of them.
 *
 * @param control the directory that it is in
 */
record AfterDirectory(ControlDirectory control) implements Directory {
  static final String NAME = "after";

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");

  @Override
  public Node find(String name) {
    if (!NUMBER.matcher(name).matches() || Long.parseLong(name) > Integer.MAX_VALUE) {
      return null;
    }
    return new AfterFile(control, Integer.parseInt(name));
  }

  /**
   * @throws ErrnoException ENOENT for what is no delay
   */
  @Override
  public File create(String name, int permissions, Owner caller) {
    if (find(name) instanceof File file) {
      return file;
    }
    throw new ErrnoException(Errno.ENOENT);
  }

  @Override
  public Collection<String> names() {
    return List.of();
  }

  @Override
  public Attributes attributes() {
    return control.attributes();
  }

  /**
   * A file that sends with a delay.
   *
   * @param delay in ms
   */
  private record AfterFile(ControlDirectory control, int delay) implements File {

    @Override
    public Attributes attributes() {
      return control.attributesOfFile(Access.READ_WRITE.permissions());
    }

    @Override
    public boolean isStream() {
      return true;
    }

    @Override
    public boolean throttlesWriters() {
      return control.throttlesWriters();
    }

    @Override
    public Handle open(OpenFlags flags, Owner caller, int tid) {
      return new SendHandle(this, control.subject(), delay);
    }
  }
}
