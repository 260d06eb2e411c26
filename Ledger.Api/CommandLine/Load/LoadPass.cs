using System.Threading.Channels;

namespace Ledger.Api.CommandLine.Load;

/// <summary>
/// Sends one file's lines, many at a time: each account belongs to one of the lanes, and a lane sends one line after the other, so that
/// an account's lines keep their order. The file is read as it is sent.
/// </summary>
internal static class LoadPass
{
    private const int Ahead = 64;

    public static async Task RunAsync(
        LoadFile file, LedgerService service, int lanes, LoadTally tally, Action progress, CancellationToken cancellationToken)
    {
        // One lane's failure ends the others.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Channel<LoadLine>[] channels = [.. Enumerable.Range(0, lanes).Select(_ => Channel.CreateBounded<LoadLine>(Ahead))];
        List<Task> tasks = [.. channels.Select(channel => SendAllAsync(channel.Reader, service, tally, progress, stop.Token))];
        tasks.Add(ReadAsync(file, channels, stop.Token));
        await foreach (Task ended in Task.WhenEach(tasks).WithCancellation(CancellationToken.None))
        {
            if (!ended.IsCompletedSuccessfully)
            {
                await stop.CancelAsync();
            }
        }

        // The failure itself before the cancellations that it caused.
        await (tasks.Find(task => task.IsFaulted) ?? Task.WhenAll(tasks));
    }

    private static async Task ReadAsync(LoadFile file, Channel<LoadLine>[] channels, CancellationToken cancellationToken)
    {
        int number = 0;
        await foreach (string text in File.ReadLinesAsync(file.Path, cancellationToken))
        {
            number++;
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            var line = LoadLine.Parse(file, number, text);
            await channels[LaneOf(line.AccountId, channels.Length)].Writer.WriteAsync(line, cancellationToken);
        }

        foreach (Channel<LoadLine> channel in channels)
        {
            channel.Writer.Complete();
        }
    }

    private static async Task SendAllAsync(
        ChannelReader<LoadLine> lines, LedgerService service, LoadTally tally, Action progress, CancellationToken cancellationToken)
    {
        await foreach (LoadLine line in lines.ReadAllAsync(cancellationToken))
        {
            tally.Count(line, await service.SendAsync(line, cancellationToken));
            progress();
        }
    }

    private static int LaneOf(string? accountId, int lanes) =>
        accountId is null ? 0 : (string.GetHashCode(accountId, StringComparison.Ordinal) & int.MaxValue) % lanes;
}
