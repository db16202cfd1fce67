using System.Globalization;
using OrleansFlex.Storage;
using OrleansFlex.Storage.CrashWriter;

// Writes until it is killed. Arguments: data folder, number of writers. Prints "writer number;" after each acknowledgement.
var database = await GridDatabase.OpenSqliteAsync(args[0], TimeProvider.System, CancellationToken.None);
var output = Console.OpenStandardOutput();
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
        etag = await database.States.WriteAsync(key, CrashRecord.Create(writer, number), etag, CrashRecord.Row(writer, number), CancellationToken.None);
        var line = System.Text.Encoding.ASCII.GetBytes($"{writer} {number};\n");
        lock (output)
            output.Write(line);
    }
}
