using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace OrleansFlex.Architecture.Tests.Rings;

/// <summary>The domain is pure: what it needs comes in as an argument, also the time. Read from what its assembly refers to.</summary>
public sealed class DomainPurityTests
{
    private static readonly string[] ForbiddenNamespaces =
    [
        "Microsoft.Extensions", "System.Net", "System.Text.Json.Serialization", "System.Threading.Tasks", "System.Threading.Timer",
    ];

    private static readonly HashSet<string> ForbiddenTypes =
    [
        "System.TimeProvider", "System.Random", "System.Diagnostics.Stopwatch", "System.Console", "System.IO.File", "System.IO.FileInfo", "System.IO.FileStream", "System.IO.Directory",
        "System.Security.Cryptography.RandomNumberGenerator",
        "System.Runtime.CompilerServices.AsyncStateMachineAttribute", "System.Runtime.CompilerServices.AsyncIteratorStateMachineAttribute",
        "NodaTime.SystemClock",
    ];

    private static readonly HashSet<string> ForbiddenMembers =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today", "System.DateTimeOffset.get_Now",
        "System.DateTimeOffset.get_UtcNow", "System.Guid.NewGuid", "System.Environment.get_TickCount", "System.Environment.get_TickCount64",
        "System.TimeZoneInfo.get_Local", "System.DateTime.ToLocalTime",
    ];

    [Fact]
    public void The_domain_has_no_async_no_clock_no_chance_no_log_and_no_outside_world() => Types()
        .Where(type => ForbiddenTypes.Contains(type) || ForbiddenNamespaces.Any(space => type.StartsWith(space + ".", StringComparison.Ordinal)))
        .ShouldBeEmpty();

    [Fact]
    public void The_domain_never_asks_what_time_it_is() => Members().Where(ForbiddenMembers.Contains).ShouldBeEmpty();

    private static List<string> Types()
    {
        using var file = Open();
        var metadata = file.GetMetadataReader();
        return [.. metadata.TypeReferences.Select(handle => Name(metadata, handle))];
    }

    private static List<string> Members()
    {
        using var file = Open();
        var metadata = file.GetMetadataReader();
        return
        [
            .. metadata.MemberReferences.Select(metadata.GetMemberReference)
                .Where(member => member.Parent.Kind == HandleKind.TypeReference)
                .Select(member => $"{Name(metadata, (TypeReferenceHandle)member.Parent)}.{metadata.GetString(member.Name)}"),
        ];
    }

    private static PEReader Open() => new(File.OpenRead(Repository.Product("Domain").Location));

    private static string Name(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }
}
