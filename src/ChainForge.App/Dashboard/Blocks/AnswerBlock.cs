using System.Text.Json;
using System.Text.Json.Serialization;
using ChainForge.App.Api;
using ChainForge.App.Dashboard.Markup;
using ChainForge.App.Dashboard.Reading;
using ChainForge.Runs;

namespace ChainForge.App.Dashboard.Blocks;

/// <summary>What a person may say to a run, each with what it does and costs. A button says the version that it was drawn with, so that it never answers something else.</summary>
internal static class AnswerBlock
{
    private static readonly JsonSerializerOptions Short = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The buttons, on the run's own page.</summary>
    public static Fragment Of(RunView view)
    {
        var answers = Answers.Of(view.Run);
        var html = new Fragment();
        if (answers.Count == 0)
        {
            return html;
        }

        html.Add($"<ul class=\"cf-answers\" data-key=\"answers-{view.Id}\">");
        foreach (var answer in answers)
        {
            html.Add($"<li data-key=\"answer-{answer.Verb}\">{Choices(view, answer)}<p class=\"cf-quiet\">{Capital(answer.Effect)}. <code>chainforge {answer.Verb} {view.Id}{Rest(answer)}</code></p></li>");
        }

        return html.Add($"</ul>");
    }

    /// <summary>On a card only the way there: what costs something is decided with everything in view.</summary>
    public static Fragment Link(RunView view) => view.Run.State is RunState.Parked or RunState.Failed
        ? Fragment.Of($"<p class=\"cf-do\"><a class=\"cf-button\" href=\"{view.Links.Run(view.Id)}\">{(view.Run.State == RunState.Parked ? "Decide" : "See, and go on")}</a></p>")
        : new Fragment();

    private static Fragment Choices(RunView view, Answer answer) => answer.Verb switch
    {
        Answer.Adopt => Adopt(view, answer),
        Answer.Retry when view.Run is { Parking.Cause: ParkingCause.Budget } => Raise(view, answer),
        Answer.Resubmit => Fragment.Of($"<p class=\"cf-do\">{Button(view, answer, $"Pay again, {answer.PaysAgain:0.##} credits", PayAgain(answer))}</p>"),
        Answer.Retry when answer.PaysAgain > 0 => Fragment.Of($"<p class=\"cf-do\">{Button(view, answer, $"Go on and pay again, {answer.PaysAgain:0.##} credits", PayAgain(answer))}</p>"),
        Answer.Abandon => Fragment.Of($"<p class=\"cf-do\">{Button(view, answer, "Give the clip up", "Give this clip up and end the run?")}</p>"),
        Answer.Cancel => Fragment.Of($"<p class=\"cf-do\">{Button(view, answer, "End the run", "End this run? Everything paid for is kept.")}</p>"),
        _ => Fragment.Of($"<p class=\"cf-do\">{Button(view, answer, "Go on")}</p>"),
    };

    private static Fragment Adopt(RunView view, Answer answer)
    {
        var html = Fragment.Of($"<p class=\"cf-do\">");
        foreach (var job in answer.Candidates)
        {
            html.Add($"{Button(view, answer, $"Take job {job}", confirm: null, jobId: job)}");
        }

        return html.Add($"<input class=\"cf-field\" name=\"jobId\" aria-label=\"The job's id\" placeholder=\"id of the job\" maxlength=\"128\" autocomplete=\"off\" spellcheck=\"false\">{Button(view, answer, "Take this job", field: "jobId")}</p>");
    }

    // A chain that came over HTTP has no file to raise its budget in, and one that came from a file may have lost it.
    private static Fragment Raise(RunView view, Answer answer)
    {
        var confirm = answer.PaysAgain > 0 ? PayAgain(answer) : null;
        var html = Fragment.Of($"<p class=\"cf-do\">");
        html.AddIf(view.Run.SourceFile is not null, $"{Button(view, answer, "Go on with the file's budget", confirm)}");
        html.Add($"<input class=\"cf-field\" name=\"maxCredits\" type=\"number\" step=\"any\" min=\"{view.Run.Spent + view.Run.Reserved}\" aria-label=\"Credits at most\" placeholder=\"credits at most, now {view.Run.MaxCredits:0.##}\">");
        return html.Add($"{Button(view, answer, "Raise and go on", confirm, field: "maxCredits")}</p>");
    }

    private static string PayAgain(Answer answer) => $"Pay {answer.PaysAgain:0.##} credits again for this clip?";

    private static Fragment Button(RunView view, Answer answer, string label, string? confirm = null, string? jobId = null, string? field = null)
    {
        var html = Fragment.Of($"<button type=\"button\" class=\"cf-button{(answer.PaysAgain > 0 || answer.GivesUp ? " cf-grave" : "")}\" data-post=\"{view.Links.Say(view.Id, answer.Verb)}\" ");
        html.Add($"data-body=\"{JsonSerializer.Serialize(new AnswerRequest(jobId, view.Run.Version, null), Short)}\"");
        html.AddIf(confirm is not null, $" data-confirm=\"{confirm}\"");
        html.AddIf(field is not null, $" data-field=\"{field}\"");
        return html.Add($">{label}</button>");
    }

    private static string Rest(Answer answer) => answer.Verb != Answer.Adopt ? "" : answer.Candidates is [var only] ? $" {only}" : " JOBID";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
