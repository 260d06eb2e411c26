using System.Threading.Channels;

namespace Ledger.Api.CommandLine.Load;

/// <summary>
/// Sends one file's lines in batches, several at a time: each account belongs to one of the lanes, and a lane sends one batch after the
/// other, so that an account's lines keep their order. The file is read as it is sent.
/// </summary>
internal sealed class LoadPass(LoadFile file, LedgerService service, int lanes, Action<LoadLine, LineOutcome> answered)
{
    private const int BatchSize = 1_000;

    public async Task RunAsync(string keyPrefix, CancellationToken cancellationToken)
    {
        // One lane's failure ends the others.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var channels = Enumerable.Range(0, lanes).Select(_ => Channel.CreateBounded<LoadLine>(BatchSize)).ToList();
        var tasks = channels.Select(channel => SendAllAsync(channel.Reader, stop.Token)).Append(ReadAsync(channels, keyPrefix, stop.Token)).ToList();
        await foreach (var ended in Task.WhenEach(tasks).WithCancellation(CancellationToken.None))
        {
            if (!ended.IsCompletedSuccessfully)
            {
                await stop.CancelAsync();
            }
        }

        // The failure itself before the cancellations that it caused.
        await (tasks.Find(task => task.IsFaulted) ?? Task.WhenAll(tasks));
    }

    private async Task ReadAsync(List<Channel<LoadLine>> channels, string keyPrefix, CancellationToken cancellationToken)
    {
        var number = 0;
        await foreach (var text in File.ReadLinesAsync(file.Path, cancellationToken))
        {
            number++;
            if (LoadFile.IsItem(text))
            {
                var line = LoadLine.Parse(file, number, text, keyPrefix);
                await channels[LaneOf(line.AccountId)].Writer.WriteAsync(line, cancellationToken);
            }
        }

        channels.ForEach(channel => channel.Writer.Complete());
    }

    private async Task SendAllAsync(ChannelReader<LoadLine> lines, CancellationToken cancellationToken)
    {
        var batch = new List<LoadLine>(BatchSize);
        while (await lines.WaitToReadAsync(cancellationToken))
        {
            while (batch.Count < BatchSize && lines.TryRead(out var line))
            {
                batch.Add(line);
            }

            await service.SendAsync(batch, answered, cancellationToken);
            batch = new(BatchSize);
        }
    }

    private int LaneOf(string? accountId) => accountId is null ? 0 : (string.GetHashCode(accountId, StringComparison.Ordinal) & int.MaxValue) % lanes;
}
