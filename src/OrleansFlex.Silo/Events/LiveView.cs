using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using OrleansFlex.Contracts.Events;

namespace OrleansFlex.Silo.Events;

/// <summary>Writes events as server-sent events (WHATWG HTML, "Server-sent events").</summary>
internal static class LiveView
{
    /// <summary>The media type.</summary>
    public const string MediaType = "text/event-stream";

    /// <summary>How long a client waits before it comes back, milliseconds.</summary>
    private const int ReturnMs = 2_000;

    /// <summary>The first lines: how to come back, and from where, before there was any event.</summary>
    public static void WriteStart(PipeWriter writer, string place) => Write(writer, $"retry: {ReturnMs}\nid: {place}\n\n");

    /// <summary>A comment that keeps the line open, and how far the log has been looked at.</summary>
    public static void WriteKeepAlive(PipeWriter writer, string place) => Write(writer, $": keep-alive\nid: {place}\n\n");

    /// <summary>Tells that events between the client's place and this one are no longer there.</summary>
    public static void WriteReset(PipeWriter writer, string place) =>
        Write(writer, $"id: {place}\nevent: reset\ndata: {{\"reason\":\"Events after the given id are no longer kept.\"}}\n\n");

    /// <summary>An event.</summary>
    public static void WriteEvent(PipeWriter writer, string place, EventRow row)
    {
        Write(writer, $"id: {place}\nevent: {row.Name}\n");
        var rest = row.Json.Span;
        while (true)
        {
            var end = rest.IndexOfAny((byte)'\n', (byte)'\r');
            writer.Write("data: "u8);
            writer.Write(end < 0 ? rest : rest[..end]);
            writer.Write("\n"u8);
            if (end < 0)
                break;
            rest = rest[(end + 1)..];
        }

        writer.Write("\n"u8);
    }

    private static void Write(PipeWriter writer, string text) => Encoding.UTF8.GetBytes(text, writer);
}
