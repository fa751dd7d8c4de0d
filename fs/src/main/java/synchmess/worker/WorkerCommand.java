package synchmess.worker;

import java.io.IOException;

/** Starts worker processes. */
interface WorkerCommand {
  /**
   * Starts one.
   *
   * @param input a path to what it reads
   * @param output a path to what it writes
   * @throws IOException when a program is missing, or there is no room for another process
   */
  Process start(String input, String output) throws IOException;
}
