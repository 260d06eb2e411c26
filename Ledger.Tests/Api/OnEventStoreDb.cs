using Ledger.Tests.Api.Analytics;
using Ledger.Tests.Api.Audit;
using Ledger.Tests.Api.BadInput;
using Ledger.Tests.Api.Crash;
using Ledger.Tests.Api.Matches;
using Ledger.Tests.Api.Matching;
using Ledger.Tests.Api.Money;
using Ledger.Tests.Api.Users;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.OnEventStoreDb;

public sealed class AccountsRouteTests(EventStoreDbLedgerService service) : AccountsRouteSuite(service), IClassFixture<EventStoreDbLedgerService>;

public sealed class BalanceRouteTests(EventStoreDbLedgerService service) : BalanceRouteSuite(service), IClassFixture<EventStoreDbLedgerService>;

public sealed class EventFeedTests(EventStoreDbLedgerService service) : EventFeedSuite(service), IClassFixture<EventStoreDbLedgerService>;

public sealed class ExportTests(EventStoreDbLedgerService service) : ExportSuite(service), IClassFixture<EventStoreDbLedgerService>;

public sealed class BatchesTests(EventStoreDbLedgerService service) : BatchesSuite(service), IClassFixture<EventStoreDbLedgerService>;

public sealed class HoldsTests(EventStoreDbLedgerService service) : HoldsSuite(service), IClassFixture<EventStoreDbLedgerService>;

public sealed class ConversionsTests(EventStoreDbLedgerService service) : ConversionsSuite(service), IClassFixture<EventStoreDbLedgerService>;
public sealed class KeyedMoneyTests(EventStoreDbLedgerService service) : KeyedMoneySuite(service), IClassFixture<EventStoreDbLedgerService>;

public sealed class ReversalsTests(EventStoreDbLedgerService service) : ReversalsSuite(service), IClassFixture<EventStoreDbLedgerService>;

public sealed class StandingTests(EventStoreDbLedgerService service) : StandingSuite(service), IClassFixture<EventStoreDbLedgerService>;

public sealed class StatementsTests(EventStoreDbLedgerService service) : StatementsSuite(service), IClassFixture<EventStoreDbLedgerService>;

public sealed class SubmissionsTests(EventStoreDbLedgerService service) : SubmissionsSuite(service), IClassFixture<EventStoreDbLedgerService>;

public sealed class TransfersTests(EventStoreDbLedgerService service) : TransfersSuite(service), IClassFixture<EventStoreDbLedgerService>;

public sealed class SimilarTests(EventStoreDbLedgerService service) : SimilarSuite(service), IClassFixture<EventStoreDbLedgerService>;

public sealed class UsersTests(EventStoreDbLedgerService service) : UsersSuite(service), IClassFixture<EventStoreDbLedgerService>;

public sealed class MatchesTests(EventStoreDbLedgerService service) : MatchesSuite(service), IClassFixture<EventStoreDbLedgerService>;

public sealed class AnalyticsRouteTests(EventStoreDbLedgerService service) : AnalyticsRouteSuite(service), IClassFixture<EventStoreDbLedgerService>;

public sealed class FreshnessTests(EventStoreDbLedgerService service) : FreshnessSuite(service), IClassFixture<EventStoreDbLedgerService>;

public sealed class HistoryRouteTests(EventStoreDbLedgerService service) : HistoryRouteSuite(service), IClassFixture<EventStoreDbLedgerService>;

public sealed class IdempotencyTests(EventStoreDbLedgerService service) : IdempotencySuite(service), IClassFixture<EventStoreDbLedgerService>;

public sealed class ListsTests(EventStoreDbLedgerService service) : ListsSuite(service), IClassFixture<EventStoreDbLedgerService>;

public sealed class MendedFaultTests(EventStoreDbLedgerService service) : MendedFaultSuite(service), IClassFixture<EventStoreDbLedgerService>;

public sealed class RoutingTests(EventStoreDbLedgerService service) : RoutingSuite(service), IClassFixture<EventStoreDbLedgerService>;

public sealed class TransactionsRouteTests(EventStoreDbLedgerService service) : TransactionsRouteSuite(service), IClassFixture<EventStoreDbLedgerService>;

public sealed class RebuildTests(EventStoreDbLedgerService service) : RebuildSuite(service), IClassFixture<EventStoreDbLedgerService>;

public sealed class BadInputTests(EventStoreDbLedgerService service) : BadInputSuite(service), IClassFixture<EventStoreDbLedgerService>;

public sealed class RestartTests : RestartSuite
{
    protected override LedgerStores Stores { get; } = new EventStoreDbStores();
}

public sealed class StartingPositionTests : StartingPositionSuite
{
    protected override LedgerStores Stores { get; } = new EventStoreDbStores();
}

public sealed class CrashTests : CrashSuite
{
    protected override LedgerStores Stores { get; } = new EventStoreDbStores();
}

public sealed class MetricsTests : MetricsSuite
{
    protected override LedgerStores Stores { get; } = new EventStoreDbStores();
}

public sealed class RuntimeTests : RuntimeSuite
{
    protected override LedgerStores Stores { get; } = new EventStoreDbStores();
}

public sealed class LateRatesTests : LateRatesSuite
{
    protected override LedgerStores Stores { get; } = new EventStoreDbStores();
}

public sealed class WithoutRateTests : WithoutRateSuite
{
    protected override LedgerStores Stores { get; } = new EventStoreDbStores();
}

public sealed class HeldUpReadModelTests : HeldUpReadModelSuite
{
    protected override LedgerStores Stores { get; } = new EventStoreDbStores();
}

public sealed class LagLimitTests : LagLimitSuite
{
    protected override LedgerStores Stores { get; } = new EventStoreDbStores();
}

public sealed class VerificationsTests : VerificationsSuite
{
    protected override LedgerStores Stores { get; } = new EventStoreDbStores();
}

public sealed class FeedEndTests : FeedEndSuite
{
    protected override LedgerStores Stores { get; } = new EventStoreDbStores();
}

public sealed class ArchiveCommandsTests : ArchiveCommandsSuite
{
    protected override LedgerStores Stores { get; } = new EventStoreDbStores();
}

public sealed class RebuildKillTests : RebuildKillSuite
{
    protected override LedgerStores Stores { get; } = new EventStoreDbStores();
}

public sealed class KeyedRestartTests : KeyedRestartSuite
{
    protected override LedgerStores Stores { get; } = new EventStoreDbStores();
}

public sealed class MoneyCrashTests : MoneyCrashSuite
{
    protected override LedgerStores Stores { get; } = new EventStoreDbStores();
}

public sealed class AutomaticMatchingTests : AutomaticMatchingSuite
{
    protected override LedgerStores Stores { get; } = new EventStoreDbStores();
}

public sealed class AutomaticMatchingCrashTests : AutomaticMatchingCrashSuite
{
    protected override LedgerStores Stores { get; } = new EventStoreDbStores();
}

public sealed class BacktestsTests : BacktestsSuite
{
    protected override LedgerStores Stores { get; } = new EventStoreDbStores();
}
