using System.Net.Sockets;
using Ledger.Benchmarks.Load.Driving;
using Ledger.Benchmarks.Load.Figures;
using Ledger.Benchmarks.Load.Views;
using Ledger.Benchmarks.Load.Wire;
using Ledger.Benchmarks.Load.Work;
using Spectre.Console;

namespace Ledger.Benchmarks.Load;

/// <summary>Opens the accounts, puts the load on, checks the balances, reports. Exit code 1: something does not agree; 2: it could not run.</summary>
internal static class LoadRun
{
    /// <summary>The same choices in every run.</summary>
    private const int Seed = 20260101;

    public static async Task<int> RunAsync(LoadOptions options, CancellationToken cancellationToken)
    {
        ILoadView view = options.Json ? new PlainView(Console.Error)
            : Console.IsOutputRedirected ? new PlainView(Console.Out)
            : new LiveView(AnsiConsole.Console);
        Target target;
        try
        {
            target = Target.Of(options.Url);
            using var probe = new Socket(target.Family, SocketType.Stream, ProtocolType.Tcp);
            await probe.ConnectAsync(target.EndPoint, cancellationToken);
        }
        catch (ArgumentException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
        catch (SocketException e)
        {
            await Console.Error.WriteLineAsync(
                $"No service answers at {options.Url} ({e.SocketErrorCode}). Start it with: dotnet run -c Release --project Ledger.Api");
            return 2;
        }

        return await RunAsync(options, target, view, cancellationToken);
    }

    private static async Task<int> RunAsync(LoadOptions options, Target target, ILoadView view, CancellationToken cancellationToken)
    {
        var book = new AccountBook(options.Accounts);
        using var bench = new Bench(target, options.Connections, view);

        var open = new OpenAccounts(target, book);
        long began = Ticks.Now;
        await bench.RunAsync("opening", open, Pace.Unlimited, new Tally(0, long.MaxValue), cancellationToken);
        if (open.Failure is { } failure)
        {
            await Console.Error.WriteLineAsync(failure);
            return 2;
        }

        view.Say($"opened {book.Count:N0} accounts, {book.IdOf(0)} and on, in {Milliseconds.Text(Ticks.ToMicroseconds(Ticks.Now - began))}");

        var picker = AccountPicker.Of(options.Scenario, book.Count);
        PostTransactions? postings = options.Scenario == Scenario.Balance ? null : new PostTransactions(target, book, picker, options.Connections, options.Keys, Seed);
        MixedRequests? mixed = options.Scenario == Scenario.Mixed ? new MixedRequests(target, book, postings!, picker, options.Connections, Seed) : null;
        long start = Ticks.Now;
        long from = start + Ticks.OfSeconds(options.WarmupSeconds);
        long until = from + Ticks.OfSeconds(options.DurationSeconds);
        var pace = new Pace(start, until, options.Rate);
        IWorkload workload = mixed ?? (IWorkload?)postings ?? new ReadBalances(target, book, Seed);
        Phase run = await bench.RunAsync("load", workload, pace, new Tally(from, until), cancellationToken);

        var check = new CheckBalances(target, book, options.Connections);
        await bench.RunAsync("checking", check, Pace.Unlimited, new Tally(0, long.MaxValue), cancellationToken);

        var report = LoadReport.Of(options, run, pace, postings, check, book, (postings?.Unknown ?? 0) + (mixed?.Unknown ?? 0));
        if (options.Json)
        {
            LoadReportJson.Write(report, Console.Out);
        }
        else
        {
            LoadReportText.Write(report, view);
        }

        return report.Agrees ? 0 : 1;
    }
}
