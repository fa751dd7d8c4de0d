package synchmess.worker;

import java.io.IOException;

/** Starts worker processes. */
interface WorkerCommand {
  /**
   * Starts one.
   *
   * @param input the path of the pipe that it reads
   * @param output the path of the pipe that it writes
   * @throws IOException when a program is missing, or there is no room for another process
   */
  Process start(String input, String output) throws IOException;
}
