using System.Globalization;
using System.Net;
using System.Text;

namespace Ledger.Benchmarks.Measures.Postings;

/// <summary>Deposits as the lines of one request, which is answered while it is sent.</summary>
internal sealed class Batch(MoneyService service)
{
    public async Task RunAsync(int count, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/transactions/batch") { Content = new Lines(service, count) };
        using var answer = await service.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        using var reader = new StreamReader(await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(cancellationToken));
        var (lines, posted) = (0, 0);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            lines++;
            posted += line.Contains("\"status\":201", StringComparison.Ordinal) ? 1 : 0;
        }

        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{lines:N0} lines answered, {posted:N0} posted, in {seconds:F2} s: {lines / seconds:N0} a second"));
    }

    private sealed class Lines : HttpContent
    {
        private readonly MoneyService _service;
        private readonly int _count;

        public Lines(MoneyService service, int count)
        {
            (_service, _count) = (service, count);
            Headers.ContentType = new("application/x-ndjson");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var text = new StringBuilder();
            for (var i = 0; i < _count; i++)
            {
                text.Append(CultureInfo.InvariantCulture, $$"""{"accountId":"{{_service.AccountId(i % _service.Accounts)}}","type":"deposit","amount":"0.01","currency":"EUR"}""").Append('\n');
                if (text.Length > 1 << 16 || i == _count - 1)
                {
                    await stream.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()));
                    text.Clear();
                }
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
