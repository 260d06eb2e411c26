using System.Text;
using System.Text.Json;

namespace Ledger.Tests.Support.Service;

/// <summary>What a browser would make of a feed of server-sent events.</summary>
public sealed class FeedReader : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;

    private FeedReader(HttpResponseMessage response, StreamReader lines) => (_response, _lines) = (response, lines);

    /// <summary>The last id that was seen, with an event or without.</summary>
    public string? LastId { get; private set; }

    /// <summary>How many comments came by.</summary>
    public int Comments { get; private set; }

    public static async Task<FeedReader> OpenAsync(HttpClient http, string path, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        ((int)response.StatusCode).Should().Be(200);
        response.Content.Headers.ContentType!.MediaType.Should().Be("text/event-stream");
        return new(response, new(await response.Content.ReadAsStreamAsync(), Encoding.UTF8));
    }

    /// <returns>The next event with data; <see langword="null"/> at a clean end.</returns>
    public async Task<(string Id, string Type, JsonElement Data)?> NextAsync(TimeSpan? patience = null)
    {
        using var stop = new CancellationTokenSource(patience ?? TimeSpan.FromSeconds(30));
        var (type, data) = (string.Empty, string.Empty);
        while (await _lines.ReadLineAsync(stop.Token) is { } line)
        {
            if (line.Length == 0)
            {
                if (data.Length > 0)
                {
                    return (LastId!, type, JsonDocument.Parse(data).RootElement.Clone());
                }
            }
            else if (line[0] == ':')
            {
                Comments++;
            }
            else
            {
                var (name, value) = (line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..]);
                (LastId, type, data) = name switch { "id" => (value, type, data), "event" => (LastId, value, data), "data" => (LastId, type, data + value), _ => (LastId, type, data) };
            }
        }

        return null;
    }

    /// <summary>Reads on until an id has been seen.</summary>
    public async Task UntilIdAsync(string id, TimeSpan? patience = null)
    {
        using var stop = new CancellationTokenSource(patience ?? TimeSpan.FromSeconds(30));
        while (LastId != id && await _lines.ReadLineAsync(stop.Token) is { } line)
        {
            LastId = line.StartsWith("id: ", StringComparison.Ordinal) ? line[4..] : LastId;
        }
    }

    public void Dispose()
    {
        _lines.Dispose();
        _response.Dispose();
    }
}
