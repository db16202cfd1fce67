using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;
using OrleansFlex.Silo.Problems;

namespace OrleansFlex.Silo.Documentation;

/// <summary>The answers of an operation: bodies that are written by hand, headers, and problems.</summary>
internal static class Answers
{
    private static readonly Shape ProblemShape = Shape.Object(
        ("type", Shape.String), ("title", Shape.String), ("status", Shape.Integer), ("detail", Shape.String), ("instance?", Shape.String),
        ("issues?", Shape.ListOf(Shape.Object(("path", Shape.String), ("message", Shape.String))))).Named("Problem");

    public static void AddTo(OpenApiOperation operation, OperationDescription? description, IEnumerable<int> errors, OpenApiDocument document)
    {
        var answers = operation.Responses ??= [];
        if (description is { Answer: { } answer })
        {
            answers["200"] = new OpenApiResponse
            {
                Description = "OK",
                Content = new Dictionary<string, OpenApiMediaType> { [description.AnswerType] = new() { Schema = answer.ToSchema(document) } },
            };
        }
        foreach (var made in new[] { "201", "202" })
            AddHeader(answers.GetValueOrDefault(made), "Location", "Where what was made can be read.", document);
        if (description is { IsConditional: true })
        {
            answers["304"] = new OpenApiResponse { Description = "The caller has the present content already." };
            AddHeader(answers["200"], "ETag", "Names the content.", document);
            AddHeader(answers["304"], "ETag", "Names the content.", document);
        }
        foreach (var status in errors)
            answers.TryAdd(Digits(status), Problem($"Problem{Digits(status)}", ReasonPhrases.GetReasonPhrase(status), document));
        answers["default"] = Problem("AnyProblem", "Any other problem (RFC 9457).", document);
    }

    private static OpenApiResponseReference Problem(string key, string description, OpenApiDocument document)
    {
        if (document.Components?.Responses?.ContainsKey(key) != true)
        {
            document.AddComponent(key, new OpenApiResponse
            {
                Description = description,
                Content = new Dictionary<string, OpenApiMediaType> { [ProblemWriter.MediaType] = new() { Schema = ProblemShape.ToSchema(document) } },
            });
        }
        return new OpenApiResponseReference(key, document);
    }

    private static void AddHeader(IOpenApiResponse? answer, string name, string description, OpenApiDocument document)
    {
        if (answer is not OpenApiResponse response)
            return;
        response.Headers ??= new Dictionary<string, IOpenApiHeader>();
        response.Headers[name] = new OpenApiHeader { Description = description, Schema = Shape.String.ToSchema(document) };
    }

    private static string Digits(int status) => status.ToString(CultureInfo.InvariantCulture);
}
