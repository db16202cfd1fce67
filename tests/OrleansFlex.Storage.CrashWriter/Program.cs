using System.Diagnostics;
using System.Globalization;
using OrleansFlex.Storage;
using OrleansFlex.Storage.CrashWriter;

// Writes until it is killed. Arguments: data folder, number of writers, and after how many acknowledgements it kills itself
// (0 for never). Prints "writer number;" after each acknowledgement.
var database = await GridDatabase.OpenSqliteAsync(args[0], TimeProvider.System, CancellationToken.None);
var output = Console.OpenStandardOutput();
using var self = Process.GetCurrentProcess();
var last = int.Parse(args[2], CultureInfo.InvariantCulture);
var printed = 0;
var writers = int.Parse(args[1], CultureInfo.InvariantCulture);
await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(() => WriteForeverAsync(writer))));

async Task WriteForeverAsync(int writer)
{
    var key = CrashRecord.Key(writer);
    var stored = await database.States.ReadAsync(key, CancellationToken.None);
    var (number, etag) = stored is { } state ? (CrashRecord.Verify(state.Json, writer), state.ETag) : (0L, null);
    while (true)
    {
        number++;
        etag = await database.States.WriteAsync(
            key, CrashRecord.Create(writer, number), etag, CrashRecord.Row(writer, number), CrashRecord.Appended(writer, number), CancellationToken.None);
        var line = System.Text.Encoding.ASCII.GetBytes($"{writer} {number};\n");
        lock (output)
        {
            output.Write(line);
            if (++printed == last)
                self.Kill();
        }
    }
}
